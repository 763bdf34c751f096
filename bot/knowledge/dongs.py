"""The administrative dongs of each office, and the legal dongs and ris that lie in them (data/parameters/dongs.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.paths import DATA

DONGS = DATA / "parameters" / "dongs.yml"


@dataclass(frozen=True)
class Dong:
    """An administrative dong, eup or myeon, its code, and the legal dongs or ris that lie in it, wholly or partly."""

    name: str
    code: str
    legal: tuple[str, ...]


class Dongs:
    """The dongs of one office. `team` is its own name for the welfare team of a center, None where it has none."""

    def __init__(self, office: str, table: Mapping[str, Any], everyday: tuple[str, ...] = ()):
        self.office = office
        self.code: str = table["code"]
        self.team: str | None = table.get("team")
        self.all = {name: Dong(name, x["code"], tuple(x["legal"])) for name, x in table["dongs"].items()}
        self._legal: dict[str, frozenset[str]] = {}
        for dong in self.all.values():
            for name in dong.legal:
                self._legal[name] = self._legal.get(name, frozenset()) | {dong.name}
        self.names = frozenset(self.all.keys() | self._legal.keys()) - set(everyday)
        """Every name that stands for a place when it is said alone."""

    def meant(self, name: str, address: bool = False) -> frozenset[str]:
        """The administrative dongs behind a name; one that is a legal dong's as well is that in an address only."""
        if name in self.all and not address:
            return frozenset({name})
        return self._legal.get(name, frozenset({name}))

    def also_in(self, dong: str) -> list[str]:
        """The other dongs in which the legal dong of the same name lies: an address in 평거동 may belong to 판문동."""
        return [name for name in self.all if name in self._legal.get(dong, ()) and name != dong]


def load_dongs(path: Path = DONGS) -> dict[str, Dongs]:
    """The dongs of every office."""
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    everyday = tuple(content["everyday"])
    return {office: Dongs(office, table, everyday) for office, table in content["offices"].items()}


@cache
def dongs() -> dict[str, Dongs]:
    """The dongs of every office, read once in this process."""
    return load_dongs()
