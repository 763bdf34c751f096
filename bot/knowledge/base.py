"""The knowledge in force: programs, their index, the catalog of imported ones; swapped whole when any of it changes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.catalog.catalog import Catalog
from bot.knowledge.current import Current, fingerprint_of
from bot.knowledge.linking.link import Linker
from bot.knowledge.problems import Problem
from bot.knowledge.program import Program
from bot.knowledge.programs import load_programs
from bot.knowledge.snapshot import Snapshot, default_folder
from bot.knowledge.yearly import YEARLY
from bot.paths import DATA


@dataclass(frozen=True)
class ProgramFiles:
    """What the files of a folder say, and a fingerprint of them."""

    fingerprint: str
    programs: list[Program]
    problems: list[Problem]

    @classmethod
    def read(cls, folder: Path, last: ProgramFiles | None = None) -> ProgramFiles:
        """`last` again, where no file has changed since."""
        fingerprint = _fingerprint(folder)
        return last if last and last.fingerprint == fingerprint else cls(fingerprint, *load_programs(folder))


class KnowledgeBase:
    """One immutable version of what is known. `problems` tells of files and entries that were left out.

    `snapshot` holds what staff edited and what was imported, `catalog` finds in the latter; both None where nothing
    was ever published. `last` is the version before: what it has read of texts that are the same is not read again.
    """

    def __init__(
        self,
        programs: list[Program],
        problems: list[Problem],
        version: str,
        snapshot: Snapshot | None = None,
        files: ProgramFiles | None = None,
        last: KnowledgeBase | None = None,
    ):
        self.programs = {program.id: program for program in programs}
        self.problems = problems
        self.version = version
        self.linker: Linker = _linker(self.programs, last)
        self.files = files
        self.snapshot = snapshot
        self.catalog: Catalog | None = snapshot.catalog.beside(programs) if snapshot else None

    @classmethod
    def load(
        cls, folder: Path = DATA / "programs", snapshots: Path | None = None, last: KnowledgeBase | None = None
    ) -> KnowledgeBase:
        """The files, and what the snapshot in force has instead of them or besides.

        `last` is what was used until now: its files are not read again where they are the same, and its snapshot is
        kept where none can be read.
        """
        files = ProgramFiles.read(folder, last.files if last else None)
        snapshot = Snapshot.current(snapshots or default_folder()) or (last.snapshot if last else None)
        programs, problems = files.programs, files.problems
        if snapshot:
            edited, wrong = edited_programs(snapshot)
            programs = list(({program.id: program for program in programs} | edited).values())
            problems = [*problems, *wrong]
        return cls(programs, problems, _version(files, snapshot), snapshot, files, last)


class CurrentKnowledge(Current[KnowledgeBase]):
    """Gives the newest version of programs and catalog."""

    def __init__(self, folder: Path = DATA / "programs", snapshots: Path | None = None):
        super().__init__(snapshots)
        self._folder = folder

    def _read(self, last: KnowledgeBase | None) -> KnowledgeBase:
        return KnowledgeBase.load(self._folder, self._snapshots, last)

    def _files(self) -> str:
        return _fingerprint(self._folder)


def _linker(programs: dict[str, Program], last: KnowledgeBase | None) -> Linker:
    """That of the version before, where it has the same programs; else one that keeps what that has read of them."""
    if last is None:
        return Linker(programs.values())
    return last.linker if last.programs == programs else Linker(programs.values(), last.linker)


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


def _version(files: ProgramFiles, snapshot: Snapshot | None) -> str:
    seen = files.fingerprint + (snapshot.version if snapshot else "")
    return hashlib.sha256(seen.encode()).hexdigest()[:12]


def _fingerprint(folder: Path) -> str:
    return fingerprint_of(folder.rglob("*.yml")) + fingerprint_of(YEARLY.glob("*.yml"))


knowledge = CurrentKnowledge()
