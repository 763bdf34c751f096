"""Which programs fit a life situation: lists kept by people in data/situations/, best first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.evidence import Evidence
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.load import read
from bot.knowledge.problems import Problem, problem
from bot.knowledge.program import Program
from bot.paths import DATA

_SEARCHED_FROM = 0.3  # a link score below which a program found by words alone is no recommendation


@dataclass(frozen=True)
class Situation:
    """`cues` are wordings that tell of it, `programs` the ids of what fits, best first."""

    id: str
    name: str
    cues: tuple[str, ...]
    programs: tuple[str, ...]


def load_situations(folder: Path = DATA / "situations") -> tuple[dict[str, Situation], list[Problem]]:
    """All situations by id, and the problems of files that were left out."""
    found: dict[str, Situation] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yml")):
        data, wrong = read(path, "situation")
        if data is not None and data["id"] != path.stem:
            wrong = [problem(path, ["id"], f"id {data['id']} is not the file's name")]
        if data is not None and not wrong:
            found[data["id"]] = Situation(data["id"], data["name"], tuple(data["cues"]), tuple(data["programs"]))
        problems += wrong
    return found, problems


@cache
def situations() -> dict[str, Situation]:
    """The situations of this process, read once."""
    return load_situations()[0]


def recommended(told: tuple[str, ...], evidence: Evidence, base: KnowledgeBase) -> list[Program]:
    """Programs for the situations told, each situation's best in turn; by words where no situation was read."""
    lists = [situations()[s].programs for s in told if s in situations()]
    late = 1 if lists else 0  # what only the age speaks for comes after the best of what was told
    lists += [("",) * late + situations()[s].programs for s in _by_age(evidence) if s in situations() and s not in told]
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
