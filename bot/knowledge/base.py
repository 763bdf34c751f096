"""The knowledge in force: programs, their index, the catalog of imported ones; swapped whole when any of it changes."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
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
    def load(cls, folder: Path = DATA / "programs", snapshots: Path | None = None) -> KnowledgeBase:
        """The files, and what the snapshot in force has instead of them or besides."""
        programs, problems = load_programs(folder)
        snapshot = Snapshot.current(snapshots or default_folder())
        if snapshot:
            edited, wrong = edited_programs(snapshot)
            programs = list(({program.id: program for program in programs} | edited).values())
            problems = [*problems, *wrong]
        return cls(programs, problems, _version(folder, snapshot), snapshot)


class CurrentKnowledge:
    """Gives the newest version; looks for changes every five seconds, never in the way of an answer."""

    def __init__(self, folder: Path = DATA / "programs", snapshots: Path | None = None):
        self._folder = folder
        self._snapshots = snapshots
        self._lock = threading.Lock()
        self._base: KnowledgeBase | None = None
        self._seen = ""
        self._checked = 0.0

    def get(self) -> KnowledgeBase:
        with self._lock:
            if self._base is None:
                self._seen = self._sources()
                self._base = KnowledgeBase.load(self._folder, self._snapshots)
                self._checked = time.monotonic()
            elif time.monotonic() - self._checked > _CHECK_EVERY:
                self._checked = time.monotonic()
                threading.Thread(target=self._refresh, daemon=True).start()
            return self._base

    def _refresh(self) -> None:
        sources = self._sources()
        if sources != self._seen:
            self._base = KnowledgeBase.load(self._folder, self._snapshots)
            self._seen = sources
            logger.info("Knowledge swapped", extra={"version": self._base.version})

    def _sources(self) -> str:
        return _fingerprint(self._folder) + pointed_to(self._snapshots or default_folder())


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
        seen.update(path.name.encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()


knowledge = CurrentKnowledge()
