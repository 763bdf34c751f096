"""Finds imported programs for a question: the office's own, its province's, the nation's; never another city's.

Candidates come by BM25 over names, texts and what people say, and by nearness in meaning; a small model over clues
(bot/knowledge/catalog_clues.py) puts them in order and says how sure it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.knowledge.catalog_clues import Weighed, clues_of
from bot.knowledge.catalog_own import OwnRows
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
    clues: Any = ()


@dataclass(frozen=True)
class Candidate:
    """The row of a program that may be asked about, with what speaks for it."""

    number: int
    clues: Any


class Catalog:
    """The imported programs of one snapshot; without those of `curated`, which people here keep themselves."""

    def __init__(self, path: Path, curated: Iterable[Program] = ()):
        curated = list(curated)
        self._path = path
        self._store = Store(path, curated)
        self._ranker = _ranker()
        self._own = OwnRows(curated, self._store.rarity, self._store.vocabulary.number)
        self._asked = lru_cache(maxsize=16)(self._read)  # both tiers are held against the same question

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
        return [Hit(documents[candidate.number], score, candidate.clues) for score, candidate in ranked]

    def candidates(
        self, question: str, here: Place | None, today: date, filters: Mapping[str, str] | None = None
    ) -> list[Candidate]:
        """What may be meant by somebody in a (province, district), weighed but not ranked."""
        asked = self._asked(question)
        places = _reaching(here)
        found = dict(self._store.matching(asked.weightiest(_TERMS), places, _EACH, filters or {})[:_BEST])
        numbers, near = self._store.likeness(asked.meaning.whole, places)
        nearest = () if filters else numbers[np.argsort(-near, kind="stable")[:_NEAREST]].tolist()
        rows = self._store.rows(list(found.keys() | set(nearest)))
        nearness = _at([row.number for row in rows], numbers, near)
        weighed = [
            Weighed(row, found.get(row.number, 0.0), likeness, ended)
            for row, likeness in zip(rows, nearness, strict=True)
            if not (ended := row.is_over(today)) or row.core in asked.bare
        ]
        table = clues_of(asked, weighed, self._store.vocabulary)
        return [Candidate(w.row.number, clues) for w, clues in zip(weighed, table, strict=True)]

    def clues_of_own(self, question: str, programs: Sequence[tuple[Program, str | None]]) -> Any:
        """The numbers of CLUES for programs of ours, each by the name that the question may have for it."""
        rows = [self._own.row(program, name) for program, name in programs]
        weighed = [Weighed(row, 0.0, 0.0, False) for row in rows]
        return clues_of(self._asked(question), weighed, self._store.vocabulary)

    def get(self, id: str) -> Imported | None:
        """Any program of the snapshot by its id, whatever its region; None where there is none."""
        return self._store.by_id(id)

    def ids(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Those of programs, of which candidates have the row numbers."""
        return self._store.ids(numbers)

    def here(self, office: str | None) -> Iterator[Imported]:
        """All that can be found at an office, the nation's first."""
        return self._store.everything(_reaching(OFFICES[office] if office else None))

    def all(self) -> Iterator[Imported]:
        """Every program of the snapshot, of all regions, also what is hidden."""
        return self._store.everything()

    def _read(self, question: str) -> Question:
        return Question(question, self._store.rarity)

    def __len__(self) -> int:
        return self._store.count()


def _at(wanted: Sequence[int], numbers: Any, near: Any) -> list[float]:
    """The likeness of some rows, of those of all rows that were held against the question; none is below 0."""
    if not len(numbers):
        return [0.0] * len(wanted)
    found: list[float] = np.maximum(near[np.searchsorted(numbers, wanted)], 0.0).tolist()
    return found


def _reaching(here: Place | None) -> list[Place]:
    """The regions whose programs somebody in a district can have."""
    return [NATION, (here[0], ""), here] if here else [NATION]


@cache
def _ranker() -> CatalogRanker:
    return CatalogRanker.load()
