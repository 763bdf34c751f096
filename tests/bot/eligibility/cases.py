"""Reads tests/eligibility/<program>.yml: cases that say who gets it on which day, as the law does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.eligibility.values import Facts, known_from
from bot.paths import ROOT

FOLDER = ROOT / "tests" / "eligibility"
_BORN = {"born": ("age", 12), "child_born": ("youngest_child_months", 1)}


@dataclass(frozen=True)
class Case:
    program: str
    name: str
    day: date
    facts: Facts
    expect: str


def all_cases() -> list[Case]:
    return [case for path in sorted(FOLDER.glob("*.yml")) for case in cases_of(path)]


def cases_of(path: Path) -> list[Case]:
    rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return [_case(path.stem, row) for row in rows]


def _case(program: str, row: Mapping[str, Any]) -> Case:
    day = date.fromisoformat(row["date"])
    return Case(program, row["name"], day, dict(_fact(*told, day) for told in row["facts"].items()), row["expect"])


def _fact(name: str, plain: Any, day: date) -> tuple[str, Any]:
    """`born` and `child_born` are birthdays, which tell an age in years and one in months."""
    if name in _BORN:
        fact, months = _BORN[name]
        return fact, known_from(months_between(date.fromisoformat(plain), day) // months)
    return name, known_from(plain)


def months_between(born: date, day: date) -> int:
    """Full months lived; a month is full on the day of the month that somebody was born on."""
    return (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
