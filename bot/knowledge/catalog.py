"""Finds imported programs for a question: the office's own, its province's, the nation's; never another city's.

Candidates come by BM25 over names, texts and what people say, and by nearness in meaning; a small model over clues
(bot/knowledge/catalog_clues.py) puts them in order and says how sure it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from heapq import nlargest
from pathlib import Path

from bot.knowledge.catalog_clues import Weighed, clues_of
from bot.knowledge.catalog_question import Question
from bot.knowledge.catalog_rank import CatalogRanker
from bot.knowledge.catalog_store import NATION, Place, Store
from bot.knowledge.imported import Imported
from bot.knowledge.program import Program
from bot.knowledge.regions import OFFICES, elsewhere

_TERMS = 24  # the weightiest terms of a question that are looked up; long stories cost no more than short ones
_EACH = 24  # candidates of each region
_BEST = 32  # candidates by words that are weighed
_NEAREST = 16  # and by meaning


@dataclass(frozen=True)
class Hit:
    """`score` is the probability that the question asks about this program."""

    program: Imported
    score: float
    clues: tuple[float, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """The row of a program that may be asked about, with what speaks for it."""

    number: int
    clues: list[float]


class Catalog:
    """The imported programs of one snapshot; without those of `curated`, which people here keep themselves."""

    def __init__(self, path: Path, curated: Iterable[Program] = ()):
        self._path = path
        self._store = Store(path, curated)
        self._ranker = _ranker()

    def beside(self, curated: Iterable[Program]) -> Catalog:
        """The same programs without those that are among ours: by servId, or by name and region."""
        return Catalog(self._path, curated)

    def find(
        self, question: str, office: str | None, most: int = 5, today: date | None = None, **filters: str
    ) -> list[Hit]:
        """Best first; `filters` are theme, life_stage, household and source.

        Without an office, and for somebody who says that they live elsewhere, only what the whole nation has. What is
        over or gone is found by its name alone, so that it can be said that it ended.
        """
        here = None if office is None or elsewhere(question, office) else OFFICES[office]
        candidates = self.candidates(question, here, today or date.today(), filters)
        if not candidates:
            return []
        scores = self._ranker.probabilities([candidate.clues for candidate in candidates])
        ranked = sorted(zip(scores, candidates, strict=True), key=lambda pair: (-pair[0], pair[1].number))[:most]
        documents = self._store.documents(candidate.number for _, candidate in ranked)
        return [Hit(documents[candidate.number], score, tuple(candidate.clues)) for score, candidate in ranked]

    def candidates(
        self, question: str, here: Place | None, today: date, filters: Mapping[str, str] | None = None
    ) -> list[Candidate]:
        """What may be meant by somebody in a (province, district), weighed but not ranked."""
        asked = Question(question, self._store.rarity)
        places = _reaching(here)
        found = dict(self._store.matching(asked.weightiest(_TERMS), places, _EACH, filters or {})[:_BEST])
        near = self._store.likeness(asked.meaning.whole, places)
        nearest = () if filters else nlargest(_NEAREST, near, key=near.__getitem__)
        rows = self._store.rows(list(found.keys() | set(nearest)))
        weighed = [
            Weighed(row, found.get(row.number, 0.0), max(0.0, near.get(row.number, 0.0)), ended)
            for row in rows
            if not (ended := row.is_over(today)) or row.core in asked.bare
        ]
        return [Candidate(w.row.number, clues) for w, clues in zip(weighed, clues_of(asked, weighed), strict=True)]

    def get(self, id: str) -> Imported | None:
        """Any program of the snapshot by its id, whatever its region; None where there is none."""
        return self._store.by_id(id)

    def numbers(self, ids: Iterable[str]) -> set[int]:
        """The row numbers of programs, by which candidates know them."""
        return self._store.numbers(ids)

    def here(self, office: str | None) -> Iterator[Imported]:
        """All that can be found at an office, the nation's first."""
        return self._store.everything(_reaching(OFFICES[office] if office else None))

    def all(self) -> Iterator[Imported]:
        """Every program of the snapshot, of all regions, also what is hidden."""
        return self._store.everything()

    def __len__(self) -> int:
        return self._store.count()


def _reaching(here: Place | None) -> list[Place]:
    """The regions whose programs somebody in a district can have."""
    return [NATION, (here[0], ""), here] if here else [NATION]


@cache
def _ranker() -> CatalogRanker:
    return CatalogRanker.load()
