"""The knowledge in force: programs, their index, the catalog of imported ones; swapped whole when any of it changes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.catalog import Catalog
from bot.knowledge.current import Current, fingerprint_of
from bot.knowledge.link import Linker
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
    was ever published. While `indexed` is false, questions are linked by the words of the version before.
    """

    def __init__(
        self,
        programs: list[Program],
        problems: list[Problem],
        version: str,
        snapshot: Snapshot | None = None,
        files: ProgramFiles | None = None,
        linker: Linker | None = None,
    ):
        self.programs = {program.id: program for program in programs}
        self.problems = problems
        self.version = version
        self.indexed = linker is None
        self.linker = linker or Linker(programs)
        self.files = files
        self.snapshot = snapshot
        self.catalog: Catalog | None = snapshot.catalog.beside(programs) if snapshot else None

    @classmethod
    def load(
        cls, folder: Path = DATA / "programs", snapshots: Path | None = None, last: KnowledgeBase | None = None
    ) -> KnowledgeBase:
        """The files, and what the snapshot in force has instead of them or besides.

        `last` is what was used until now: its files are not read again where they are the same, and its snapshot is
        kept where none can be read. Where it has the same programs its index does for the moment, so that a corrected
        answer need not wait for the seconds that indexing takes.
        """
        files = ProgramFiles.read(folder, last.files if last else None)
        snapshot = Snapshot.current(snapshots or default_folder()) or (last.snapshot if last else None)
        programs, problems = files.programs, files.problems
        if snapshot:
            edited, wrong = edited_programs(snapshot)
            programs = list(({program.id: program for program in programs} | edited).values())
            problems = [*problems, *wrong]
        same = last is not None and {program.id for program in programs} == last.programs.keys()
        return cls(
            programs, problems, _version(files, snapshot), snapshot, files, last.linker if last and same else None
        )

    def with_index(self) -> KnowledgeBase:
        """The same with an index of its own words."""
        return KnowledgeBase(list(self.programs.values()), self.problems, self.version, self.snapshot, self.files)


class CurrentKnowledge(Current[KnowledgeBase]):
    """Gives the newest version of programs and catalog: what they say first, then how they are found."""

    def __init__(self, folder: Path = DATA / "programs", snapshots: Path | None = None):
        super().__init__(snapshots)
        self._folder = folder

    def refresh(self, files: bool = True) -> None:
        super().refresh(files)
        if self._value is not None and not self._value.indexed:
            self._value = self._value.with_index()

    def _read(self, last: KnowledgeBase | None) -> KnowledgeBase:
        return KnowledgeBase.load(self._folder, self._snapshots, last)

    def _files(self) -> str:
        return _fingerprint(self._folder)


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
