"""One list over both tiers: the programs that people here keep, and the imported ones.

Each tier says how likely it is that a program of its own is meant, without knowing of the other. Which of the two is
meant is a third question: a small logistic regression, fitted by `python -m bot.knowledge.fit_tiers`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from operator import mul
from pathlib import Path

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.catalog import Hit
from bot.knowledge.catalog_clues import CLUES
from bot.knowledge.catalog_terms import core
from bot.knowledge.clues import CLUES as OUR_CLUES
from bot.knowledge.directory import OFFICES
from bot.knowledge.imported import Imported
from bot.knowledge.link import Candidate, Link
from bot.knowledge.program import Program
from bot.knowledge.rank import Ranker
from bot.korean.normalize import squeeze
from bot.paths import DATA

WEIGHTS = DATA / "links" / "tier_weights.json"
SIGNS = (
    "ours", "imported", "ours_written", "longer",
    *(f"ours_{clue}" for clue in OUR_CLUES), *(f"imported_{clue}" for clue in CLUES),
)  # fmt: skip
_LIKELY, _UNLIKELY = 0.5, 0.2
_PLAINLY = 0.9
_LONG = 12  # letters of a name that could not stand there by chance


@dataclass(frozen=True)
class Found:
    """A program of either tier; `score` is the probability that the question asks about it, `via` how it was found."""

    program: Program | Imported
    score: float
    via: str  # name, like, words: ours; imported

    @property
    def imported(self) -> bool:
        return isinstance(self.program, Imported)


def find_any(
    base: KnowledgeBase, question: str, office: str | None = None, most: int = 5, today: date | None = None,
    filters: dict[str, str] | None = None,
) -> list[Found]:  # fmt: skip
    """Best first. `filters` are those of the catalog; ours are held against theme, life_stage and household, too."""
    filters = filters or {}
    ours = [o for o in our_own(base, question, office) if _fits(base.programs[o.candidate.program], filters)][:most]
    hits = base.catalog.find(question, office, most, today, **filters) if base.catalog else []
    found = [Found(base.programs[o.candidate.program], o.score, o.via) for o in ours]
    imported = [Found(hit.program, hit.score, "imported") for hit in hits]
    if ours and hits:
        found, imported = _weighed(found, imported, imported_likelihood(question, ours[0], hits[0]))
    return sorted([*found, *imported], key=lambda f: -f.score)[:most]


def imported_links(base: KnowledgeBase, question: str, region: str | None, links: Sequence[Link]) -> tuple[Link, ...]:
    """Links to imported programs, where the likeliest of all is one; none where ours is plainly named.

    `links` are those to our own programs, `region` the one that the office has for them.
    """
    if base.catalog is None or (links and links[0].via == "name" and links[0].score >= _PLAINLY):
        return ()
    office = next((name for name, own in OFFICES.items() if own == region), None)
    found = find_any(base, question, office, most=3)
    if not found or not isinstance(found[0].program, Imported):
        return ()
    programs = [(f.program, f.score) for f in found if isinstance(f.program, Imported)]
    return tuple(Link(program.id, program.name, score, "imported") for program, score in programs)


@dataclass(frozen=True)
class Own:
    """One of our programs as the linker sees it."""

    candidate: Candidate
    score: float

    @property
    def via(self) -> str:
        named = self.candidate.found.named
        return "words" if named is None else "name" if named.likeness == 1.0 else "like"

    @property
    def written(self) -> int:
        """How many letters of its name stand in the question."""
        named = self.candidate.found.named
        return named.end - named.start if named and self.via == "name" else 0


def our_own(base: KnowledgeBase, question: str, office: str | None) -> list[Own]:
    """Our programs best first, as `Linker.link` has them, with what speaks for each."""
    candidates = base.linker.candidates(question, OFFICES.get(office or ""))
    scores = _ranker().probabilities([candidate.clues for candidate in candidates]) if candidates else []
    return sorted(map(Own, candidates, scores), key=lambda own: -own.score)


def imported_likelihood(question: str, own: Own, hit: Hit) -> float:
    """How likely an imported program is meant rather than one of ours, from the best of each.

    A name of ours that is written, and likely meant, is not taken for a longer one that is not: 기초연금 얼마.
    """
    if own.score > _LIKELY and own.written > _covered(core(hit.program.name), squeeze(question)):
        return _UNLIKELY
    bias, weights = _weights()
    logit = bias + sum(map(mul, weights, signs_of(question, own, hit)))
    return 1 / (1 + math.exp(-logit))


def _covered(name: str, question: str) -> int:
    """How many of a name's pairs of letters a question has, in whatever order."""
    return sum(pair in question for pair in (name[i : i + 2] for i in range(len(name) - 1)))


def signs_of(question: str, own: Own, hit: Hit) -> list[float]:
    """What speaks for either tier."""
    name = core(hit.program.name)
    longer = float(len(name) > own.written and name in squeeze(question))
    written = min(own.written, _LONG) / _LONG
    return [_logit(own.score), _logit(hit.score), written, longer, *own.candidate.clues, *hit.clues]


def _weighed(ours: list[Found], theirs: list[Found], likelihood: float) -> tuple[list[Found], list[Found]]:
    """The tier that is likelier keeps its scores; those of the other fall below its best, by the odds."""
    if likelihood > 0.5:
        return _below(ours, theirs[0].score * (1 - likelihood) / likelihood), theirs
    return ours, _below(theirs, ours[0].score * likelihood / (1 - likelihood))


def _below(found: Sequence[Found], most: float) -> list[Found]:
    factor = min(1.0, most / found[0].score)
    return [replace(f, score=f.score * factor) for f in found]


def _fits(program: Program, filters: dict[str, str]) -> bool:
    kinds = {"theme": program.themes, "life_stage": program.life_stages, "household": program.households}
    return "source" not in filters and all(value in kinds[name] for name, value in filters.items())


def _logit(score: float) -> float:
    score = min(max(score, 1e-4), 1 - 1e-4)
    return math.log(score / (1 - score))


@cache
def _weights(path: Path = WEIGHTS) -> tuple[float, list[float]]:
    stored = json.loads(path.read_text(encoding="utf-8"))
    return stored["bias"], [stored["weights"].get(sign, 0.0) for sign in SIGNS]


@cache
def _ranker() -> Ranker:
    return Ranker.load()
