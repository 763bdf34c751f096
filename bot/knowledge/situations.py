"""Which programs fit a life situation: lists kept by people in data/situations/, best first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.evidence import Evidence
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.program import Program
from bot.paths import DATA

_SEARCHED_FROM = 0.3  # a link score below which a program found by words alone is no recommendation


@dataclass(frozen=True)
class Situation:
    id: str
    name: str
    programs: tuple[str, ...]


@cache
def situations(folder: Path = DATA / "situations") -> dict[str, Situation]:
    """All situations by id."""
    found = {}
    for path in sorted(folder.glob("*.yml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        found[data["id"]] = Situation(data["id"], data["name"], tuple(data["programs"]))
    return found


def recommended(told: tuple[str, ...], evidence: Evidence, base: KnowledgeBase) -> list[Program]:
    """Programs for the situations told, each situation's best in turn; by words where no situation was read."""
    lists = [situations()[s].programs for s in (*told, *_by_age(evidence)) if s in situations()]
    ranked: list[str] = []
    for place in range(max((len(programs) for programs in lists), default=0)):
        ranked += [programs[place] for programs in lists if place < len(programs)]
    if not ranked:
        ranked = [link.program for link in evidence.links if link.score >= _SEARCHED_FROM]
    found = [base.programs[p] for p in dict.fromkeys(ranked) if p in base.programs]
    return [program for program in found if program.status != "ended"]


def _by_age(evidence: Evidence) -> tuple[str, ...]:
    ages = evidence.facts.ages
    if any(age >= 64 for age in ages):
        return ("turned_65",)
    return ("youth",) if any(19 <= age <= 34 for age in ages) else ()
