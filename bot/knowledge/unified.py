"""One list over both tiers: the programs that people here keep, and the imported ones.

Each tier puts its own in order without knowing of the other. The best of both are then weighed together, by the same
clues: bot/knowledge/unified_rank.py says how likely each is the one meant.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.catalog.catalog import Called, Hit
from bot.knowledge.directory import OFFICES
from bot.knowledge.imported import Imported
from bot.knowledge.linking.link import Candidate, Link
from bot.knowledge.program import Program
from bot.knowledge.unified_rank import UnifiedRanker, rows

WEIGHED = 6  # of each tier
_PLAINLY = 0.9


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
    ranked = _ranked(base, question, office, max(most, WEIGHED), today, filters or {})[:most]
    return [
        Found(base.programs[one.program], score, one.via)
        if isinstance(one, Candidate)
        else Found(one.program, score, "imported")
        for one, score in ranked
    ]


def imported_links(base: KnowledgeBase, question: str, region: str | None, links: Sequence[Link]) -> tuple[Link, ...]:
    """Links to imported programs, where the likeliest of all is one; none where ours is plainly named.

    `links` are those to our own programs, `region` the one that the office has for them.
    """
    if base.catalog is None or (links and links[0].via == "name" and links[0].score >= _PLAINLY):
        return ()
    office = next((name for name, own in OFFICES.items() if own == region), None)
    ranked = _ranked(base, question, office, WEIGHED)[:3]
    if not ranked or isinstance(ranked[0][0], Candidate):
        return ()
    programs = [(one.program, score) for one, score in ranked if isinstance(one, Hit)]
    return tuple(Link(program.id, program.name, score, "imported") for program, score in programs)


def our_own(base: KnowledgeBase, question: str, office: str | None) -> list[Candidate]:
    """Our programs best first, as `Linker.link` has them, with what speaks for each."""
    candidates = base.linker.candidates(question, OFFICES.get(office or ""))
    return sorted(candidates, key=lambda candidate: -candidate.score)


def _table(ours: Sequence[Candidate], common: Any, hits: Sequence[Hit]) -> Any:
    """What speaks for each, ours first; `common` are the clues of ours in the measure of the catalog."""
    return rows(
        [logit(own.score) for own in ours], common, [own.clues for own in ours],
        [logit(hit.score) for hit in hits], [hit.clues for hit in hits],
    )  # fmt: skip


def called(base: KnowledgeBase, ours: Sequence[Candidate]) -> list[Called]:
    """Ours, each with the name that the question has for it."""
    named = [(base.programs[own.program], own.found.named) for own in ours]
    return [(program, found.name if found else None) for program, found in named]


def logit(score: float) -> float:
    score = min(max(score, 1e-4), 1 - 1e-4)
    return math.log(score / (1 - score))


def _ranked(
    base: KnowledgeBase, question: str, office: str | None, weighed: int, today: date | None = None,
    filters: Mapping[str, str] | None = None,
) -> list[tuple[Candidate | Hit, float]]:  # fmt: skip
    """So many of each tier, best first, each with its probability: their texts are read for those that are chosen."""
    filters = filters or {}
    ours = [o for o in our_own(base, question, office) if _fits(base.programs[o.program], filters)][:weighed]
    scores = [own.score for own in ours]
    if base.catalog is None:
        return [*zip(ours, scores, strict=True)]
    hits, common = base.catalog.find_beside(called(base, ours), question, office, weighed, today, filters)
    scores += [hit.score for hit in hits]
    if ours and hits:
        scores = _ranker().probabilities(_table(ours, common, hits))
    return sorted(zip([*ours, *hits], scores, strict=True), key=lambda ranked: -ranked[1])


def _fits(program: Program, filters: Mapping[str, str]) -> bool:
    kinds = {"theme": program.themes, "life_stage": program.life_stages, "household": program.households}
    return "source" not in filters and all(value in kinds[name] for name, value in filters.items())


@cache
def _ranker() -> UnifiedRanker:
    return UnifiedRanker.load()
