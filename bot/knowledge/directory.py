"""The desks behind the referral units: dong centers, departments, hotlines, of each office."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.knowledge.current import Current, fingerprint_of
from bot.knowledge.load import read
from bot.knowledge.places import dongs_in
from bot.knowledge.problems import Problem, problem
from bot.knowledge.snapshot import Snapshot
from bot.paths import DATA

logger = logging.getLogger(__name__)

OFFICES = {"dongjak": "동작구", "jinju": "진주시"}


@dataclass(frozen=True)
class Desk:
    """A place or a hotline. `hours` is office, always or see_note; `ways` are how it can be reached."""

    id: str
    name: str
    office: str
    kind: str
    units: tuple[str, ...]
    phones: tuple[str, ...]
    address: str | None
    hours: str
    hours_note: str | None
    ways: tuple[str, ...]
    languages: tuple[str, ...]
    dongs: tuple[str, ...]
    legal_dongs: tuple[str, ...]

    @property
    def always_open(self) -> bool:
        return self.hours == "always"

    @property
    def hours_in_words(self) -> str:
        """When somebody is there, as a resident reads it."""
        said = {
            "office": "평일 오전 9시부터 오후 6시까지 열고, 토요일과 일요일, 공휴일은 쉽니다.",
            "always": "하루 24시간 받습니다.",
        }
        note = f"{self.hours_note.rstrip('.')}." if self.hours_note else ""
        return " ".join(filter(None, (said.get(self.hours), note))) or "여는 시간은 전화로 물어봐 주세요."


class Directory:
    """All desks; a unit resolves to one desk of an office, by dong where it is known."""

    def __init__(self, desks: list[Desk]):
        self.desks = {desk.id: desk for desk in desks}
        self._centers: dict[str, dict[str, Desk]] = {office: {} for office in OFFICES}
        for desk in desks:
            for dong in desk.dongs:
                self._centers[desk.office][dong] = desk

    @classmethod
    def load(cls, folder: Path = DATA / "organizations") -> tuple[Directory, list[Problem]]:
        """The directory, and the problems of files that were left out."""
        desks: list[Desk] = []
        problems: list[Problem] = []
        for path in sorted(folder.rglob("*.yml")):
            data, found = read(path, "organization")
            if data is not None:
                found = [
                    problem(path, ["desks", number], f"unknown reference {desk['reference']}")
                    for number, desk in enumerate(data["desks"])
                    if desk["reference"] not in data["references"]
                ]
            if data is not None and not found:
                desks += [_desk(data["office"], desk) for desk in data["desks"]]
            problems += found
        return cls(desks), problems

    def desk_for(self, unit: str, office: str, dong: str | None = None) -> Desk | None:
        """The desk of a unit: the dong's own center, the office's own desk, else the nation's; None where unknown."""
        if unit == "dong_center":
            return self._centers[office].get(dong) if dong else None
        for where in (office, "national"):
            for desk in self.desks.values():
                if desk.office == where and unit in desk.units and desk.kind != "dong_center":
                    return desk
        return None

    def main_desk(self, office: str) -> Desk | None:
        """The office's own number."""
        return next((d for d in self.desks.values() if d.office == office and d.kind == "main"), None)

    def dongs_in(self, text: str, office: str) -> list[str]:
        """The administrative dongs that a text may mean: one where it names one, several where a legal dong has several."""
        return dongs_in(text, office)


def _desk(office: str, data: dict[str, Any]) -> Desk:
    return Desk(
        id=data["id"],
        name=data["name"],
        office=office,
        kind=data.get("kind", "department"),
        units=tuple(data["units"]),
        phones=tuple(data["phones"]),
        address=data.get("address"),
        hours=data["hours"],
        hours_note=data.get("hours_note"),
        ways=tuple(data["ways"]),
        languages=tuple(data.get("languages", ("ko",))),
        dongs=tuple(data.get("dongs", ())),
        legal_dongs=tuple(data.get("legal_dongs", ())),
    )


class CurrentDirectory(Current[Directory]):
    """Gives the directory in force: the files' desks, each replaced by what staff approved."""

    def __init__(self, folder: Path = DATA / "organizations", snapshots: Path | None = None):
        super().__init__(snapshots)
        self._folder = folder
        self._read_from: Path | None = None

    def get(self) -> Directory:
        """At once from another folder of snapshots, where the process has moved to one."""
        if self._read_from != self._folder_of_snapshots():
            self._read_from, self._value = self._folder_of_snapshots(), None
        return super().get()

    def _read(self, last: Directory | None) -> Directory:
        snapshot = Snapshot.current(self._folder_of_snapshots())
        if snapshot is None and last is not None and self._seen[1]:
            return last  # damaged or lost: what was in force stays
        files, _ = Directory.load(self._folder)
        return Directory([*(files.desks | edited_desks(snapshot)).values()]) if snapshot else files

    def _files(self) -> str:
        return fingerprint_of(self._folder.rglob("*.yml"))


def edited_desks(snapshot: Snapshot) -> dict[str, Desk]:
    """The desks that staff changed or added; of one that cannot be read, the file's stays in force."""
    desks: dict[str, Desk] = {}
    for id, document in snapshot.entries("desk").items():
        try:
            desks[id] = _desk(document["office"], document)
        except (KeyError, TypeError) as error:
            logger.error("Desk left out", extra={"desk": id, "reason": type(error).__name__})
    return desks


_current = CurrentDirectory()


def directory() -> Directory:
    """The directory in force in this process."""
    return _current.get()
