"""The desks behind the referral units: dong centers, departments, hotlines, of each office."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.knowledge.load import read
from bot.knowledge.problems import Problem, problem
from bot.korean.normalize import squeeze
from bot.paths import DATA

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
        """The administrative dongs that a text may mean: one where it names one, several where a legal dong has several.

        노량진제1동, 노량진1동, 노량진 1동 are one; 사당동 lies in five.
        """
        bare = re.sub(r"제(?=\d)", "", squeeze(text))
        named = [dong for dong in self._centers[office] if _spoken(dong) in bare]
        if named:
            return [dong for dong in named if not any(dong != x and _spoken(dong) in _spoken(x) for x in named)]
        found = [d for d, desk in self._centers[office].items() if any(x in bare for x in desk.legal_dongs)]
        return list(dict.fromkeys(found))


def _spoken(dong: str) -> str:
    return re.sub(r"제(?=\d)", "", squeeze(dong))


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


@cache
def directory() -> Directory:
    """The directory of this process, read once."""
    return Directory.load()[0]
