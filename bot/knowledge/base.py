"""The knowledge in force: programs, their index, the catalog of imported ones; swapped whole when any of it changes."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import threading
import weakref
from pathlib import Path

from bot.knowledge.catalog import Catalog
from bot.knowledge.link import Linker
from bot.knowledge.problems import Problem
from bot.knowledge.program import Program
from bot.knowledge.programs import load_programs
from bot.knowledge.snapshot import Snapshot, default_folder, pointed_to
from bot.knowledge.yearly import YEARLY
from bot.paths import DATA

logger = logging.getLogger(__name__)

_CHECK_EVERY = 5.0  # seconds


class KnowledgeBase:
    """One immutable version of what is known. `problems` tells of files and entries that were left out.

    `snapshot` holds what staff edited and what was imported, `catalog` finds in the latter; both None where nothing
    was ever published.
    """

    def __init__(
        self, programs: list[Program], problems: list[Problem], version: str, snapshot: Snapshot | None = None
    ):
        self.programs = {program.id: program for program in programs}
        self.problems = problems
        self.version = version
        self.linker = Linker(programs)
        self.snapshot = snapshot
        self.catalog: Catalog | None = snapshot.catalog.beside(programs) if snapshot else None

    @classmethod
    def load(
        cls, folder: Path = DATA / "programs", snapshots: Path | None = None, last: Snapshot | None = None
    ) -> KnowledgeBase:
        """The files, and what the snapshot in force has instead of them or besides.

        `last` is the snapshot used until now: it is kept where one is pointed to that cannot be read.
        """
        snapshots = snapshots or default_folder()
        programs, problems = load_programs(folder)
        snapshot = Snapshot.current(snapshots) or (last if pointed_to(snapshots) else None)
        if snapshot:
            edited, wrong = edited_programs(snapshot)
            programs = list(({program.id: program for program in programs} | edited).values())
            problems = [*problems, *wrong]
        return cls(programs, problems, _version(folder, snapshot), snapshot)


class CurrentKnowledge:
    """Gives the newest version; a thread of its own looks for changes every five seconds, never in an answer's way.

    It looks whether or not anybody asks, so that the first message after a quiet night is answered from what is in
    force then.
    """

    def __init__(self, folder: Path = DATA / "programs", snapshots: Path | None = None):
        self._folder = folder
        self._snapshots = snapshots
        self._lock = threading.Lock()
        self._base: KnowledgeBase | None = None
        self._seen = ""
        self._watcher: threading.Thread | None = None

    def get(self) -> KnowledgeBase:
        with self._lock:
            if self._base is None:
                self._seen = self._sources()
                self._base = KnowledgeBase.load(self._folder, self._snapshots)
            if self._watcher is None or not self._watcher.is_alive():  # a forked process has to start its own
                self._watcher = threading.Thread(target=_watch, args=(weakref.ref(self),), daemon=True)
                self._watcher.start()
            return self._base

    def refresh(self) -> None:
        """Takes the newest version in force, where there is a newer one."""
        sources = self._sources()
        if sources != self._seen:
            last = self._base.snapshot if self._base else None
            self._base = KnowledgeBase.load(self._folder, self._snapshots, last)
            self._seen = sources
            logger.info("Knowledge swapped", extra={"version": self._base.version})

    def _sources(self) -> str:
        return _fingerprint(self._folder) + pointed_to(self._snapshots or default_folder())


def _watch(watched: weakref.ref[CurrentKnowledge]) -> None:
    """Refreshes until nobody holds the knowledge any more."""
    pause = threading.Event()
    while not pause.wait(_CHECK_EVERY) and (current := watched()) is not None:
        try:
            current.refresh()
        except Exception:
            logger.exception("Knowledge could not be read anew; what was in force stays")
        del current


def edited_programs(snapshot: Snapshot) -> tuple[dict[str, Program], list[Problem]]:
    """The programs that staff changed or added; one that cannot be read is told about, its file stays in force."""
    programs: dict[str, Program] = {}
    problems: list[Problem] = []
    for id, document in snapshot.entries("program").items():
        try:
            programs[id] = Program.from_data(document)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            problems.append(Problem(snapshot.path.name, 1, f"program {id}: {type(error).__name__} {error}"))
    return programs, problems


def _version(folder: Path, snapshot: Snapshot | None) -> str:
    seen = _fingerprint(folder) + (snapshot.version if snapshot else "")
    return hashlib.sha256(seen.encode()).hexdigest()[:12]


def _fingerprint(folder: Path) -> str:
    seen = hashlib.sha256()
    for path in (*sorted(folder.rglob("*.yml")), *sorted(YEARLY.glob("*.yml"))):
        with contextlib.suppress(FileNotFoundError):  # taken away since the folder was listed
            seen.update(path.read_bytes())
            seen.update(path.name.encode())
    return seen.hexdigest()


knowledge = CurrentKnowledge()
