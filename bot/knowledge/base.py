"""The knowledge in force: programs, their index, its version; swapped whole when the files change."""

from __future__ import annotations

import hashlib
import threading
import time
from pathlib import Path

from bot.knowledge.link import Linker
from bot.knowledge.problems import Problem
from bot.knowledge.program import Program
from bot.knowledge.programs import load_programs
from bot.paths import DATA

_CHECK_EVERY = 5.0  # seconds


class KnowledgeBase:
    """One immutable version of what is known. `problems` tells of files that were left out."""

    def __init__(self, programs: list[Program], problems: list[Problem], version: str):
        self.programs = {program.id: program for program in programs}
        self.problems = problems
        self.version = version
        self.linker = Linker(programs)

    @classmethod
    def load(cls, folder: Path = DATA / "programs") -> KnowledgeBase:
        programs, problems = load_programs(folder)
        return cls(programs, problems, _fingerprint(folder)[:12])


class CurrentKnowledge:
    """Gives the newest version; looks for changed files every five seconds, never in the way of an answer."""

    def __init__(self, folder: Path = DATA / "programs"):
        self._folder = folder
        self._lock = threading.Lock()
        self._base: KnowledgeBase | None = None
        self._checked = 0.0

    def get(self) -> KnowledgeBase:
        with self._lock:
            if self._base is None:
                self._base = KnowledgeBase.load(self._folder)
                self._checked = time.monotonic()
            elif time.monotonic() - self._checked > _CHECK_EVERY:
                self._checked = time.monotonic()
                threading.Thread(target=self._refresh, daemon=True).start()
            return self._base

    def _refresh(self) -> None:
        assert self._base is not None
        if _fingerprint(self._folder)[:12] != self._base.version:
            self._base = KnowledgeBase.load(self._folder)


def _fingerprint(folder: Path) -> str:
    seen = hashlib.sha256()
    for path in sorted(folder.rglob("*.yml")):
        seen.update(path.name.encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()


knowledge = CurrentKnowledge()
