"""Which programs fit a life situation: lists kept by people in data/situations/, best first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.evidence import Evidence
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.current import CurrentFiles
from bot.knowledge.load import read
from bot.knowledge.problems import Problem, problem
from bot.knowledge.program import Program
from bot.paths import DATA

_SEARCHED_FROM = 0.3  # a link score below which a program found by words alone is no recommendation
OFFICE_REGIONS = {"dongjak": ("동작구", "서울"), "jinju": ("진주시", "경남")}


@dataclass(frozen=True)
class Situation:
    """`cues` are wordings that tell of it, `programs` the ids of what fits, best first.

    It `gives_way_to` situations that say the same more exactly: 한부모 beside 조손가정 adds nothing.
    """

    id: str
    name: str
    cues: tuple[str, ...]
    programs: tuple[str, ...]
    gives_way_to: tuple[str, ...] = ()


def load_situations(folder: Path = DATA / "situations") -> tuple[dict[str, Situation], list[Problem]]:
    """All situations by id, and the problems of files that were left out."""
    found: dict[str, Situation] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yml")):
        data, wrong = read(path, "situation")
        if data is not None and data["id"] != path.stem:
            wrong = [problem(path, ["id"], f"id {data['id']} is not the file's name")]
        if data is not None and not wrong:
            found[data["id"]] = _situation(data)
        problems += wrong
    return found, problems


def _situation(data: dict[str, Any]) -> Situation:
    return Situation(
        id=data["id"],
        name=data["name"],
        cues=tuple(data["cues"]),
        programs=tuple(data["programs"]),
        gives_way_to=tuple(data.get("gives_way_to", ())),
    )


_current = CurrentFiles(lambda: load_situations()[0], DATA / "situations")


def situations() -> dict[str, Situation]:
    """The situations in force. A changed list of programs counts within seconds, a new cue from the next start on."""
    return _current.get()


def recommended(
    told: tuple[str, ...], evidence: Evidence, base: KnowledgeBase, office: str | None = None
) -> list[Program]:
    """Programs for the situations told, each situation's best in turn; by words where no situation was read.

    A program of one region is named only where that region's office is known.
    """
    ranked = _ranked(told, evidence) or [link.program for link in evidence.links if link.score >= _SEARCHED_FROM]
    found = [base.programs[p] for p in dict.fromkeys(ranked) if p in base.programs]
    here = OFFICE_REGIONS.get(office or "", ())
    return [program for program in found if program.status != "ended" and program.region in (None, *here)]


def _ranked(told: tuple[str, ...], evidence: Evidence) -> list[str]:
    known = {name: situations()[name] for name in told if name in situations()}
    lists = [s.programs for s in known.values() if not known.keys() & set(s.gives_way_to)]
    late = 1 if lists else 0  # what only the age speaks for comes after the best of what was told
    aged = [situations()[s] for s in _by_age(evidence) if s in situations() and s not in known]
    lists += [("",) * late + s.programs for s in aged if not known.keys() & set(s.gives_way_to)]
    most = max(map(len, lists), default=0)
    return [programs[place] for place in range(most) for programs in lists if place < len(programs)]


def _by_age(evidence: Evidence) -> tuple[str, ...]:
    ages = evidence.facts.ages
    if any(age >= 64 for age in ages):
        return ("turned_65",)
    return ("youth",) if any(19 <= age <= 34 for age in ages) else ()
