"""Knowledge that follows its files and the snapshot in force: read once, and anew when any of it changes.

A thread of its own looks, whether or not anybody asks, so that no answer waits and the first message after a quiet
night is answered from what is in force then.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import threading
import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Generic, TypeVar

from bot.knowledge.snapshot import default_folder, pointed_to

logger = logging.getLogger(__name__)

_LOOK_EVERY = 1.0  # seconds between two looks at the pointer, one short file
_FILES_AT_EVERY = 5  # of these looks the files are looked at, too: there are hundreds
Read = TypeVar("Read")


class Current(ABC, Generic[Read]):
    """Gives the newest reading. What cannot be read anew leaves the one that was in force."""

    def __init__(self, snapshots: Path | None = None):
        self._snapshots = snapshots
        self._lock = threading.Lock()
        self._value: Read | None = None
        self._seen = ("", "")
        self._watcher: threading.Thread | None = None

    def get(self) -> Read:
        with self._lock:
            if self._value is None:
                self._seen = self._files(), self._pointer()
                self._value = self._read(None)
            if self._watcher is None or not self._watcher.is_alive():  # a forked process has to start its own
                self._watcher = threading.Thread(target=_watch, args=(weakref.ref(self),), daemon=True)
                self._watcher.start()
            return self._value

    def refresh(self, files: bool = True) -> None:
        """Takes the newest reading, where there is a newer one; without `files` only another snapshot counts.

        A pointer that was lost says nothing new: what it named stays in force until there is another one.
        """
        seen = self._files() if files else self._seen[0], self._pointer() or self._seen[1]
        if seen != self._seen:
            self._value = value = self._read(self._value)
            self._seen = seen
            logger.info(
                "Knowledge swapped", extra={"kind": type(value).__name__, "version": getattr(value, "version", "")}
            )

    @abstractmethod
    def _read(self, last: Read | None) -> Read:
        """Everything anew; `last` is what was in force until now."""

    @abstractmethod
    def _files(self) -> str:
        """Another text whenever one of the files says something else."""

    def _pointer(self) -> str:
        """Another text whenever another snapshot is in force."""
        return pointed_to(self._folder_of_snapshots())

    def _folder_of_snapshots(self) -> Path:
        return self._snapshots or default_folder()


class CurrentFiles(Current[Read]):
    """What is read from YAML files alone: all those of some folders count."""

    def __init__(self, load: Callable[[], Read], *folders: Path):
        super().__init__()
        self._load, self._folders = load, folders

    def _read(self, last: Read | None) -> Read:
        return self._load()

    def _files(self) -> str:
        return "".join(fingerprint_of(folder.glob("*.yml")) for folder in self._folders)

    def _pointer(self) -> str:
        return ""


def fingerprint_of(paths: Iterable[Path]) -> str:
    """Of the contents and names of files."""
    seen = hashlib.sha256()
    for path in sorted(paths):
        with contextlib.suppress(FileNotFoundError):  # taken away since the folder was listed
            seen.update(path.read_bytes())
            seen.update(path.name.encode())
    return seen.hexdigest()


def _watch(watched: weakref.ref[Current[Any]]) -> None:
    """Refreshes until nobody holds the knowledge any more."""
    pause, looks = threading.Event(), 0
    while not pause.wait(_LOOK_EVERY) and (current := watched()) is not None:
        looks += 1
        try:
            current.refresh(files=looks % _FILES_AT_EVERY == 0)
        except Exception:
            logger.exception("Knowledge could not be read anew; what was in force stays")
        del current
