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
from bot.knowledge.catalog_region import Region, highest
from bot.knowledge.catalog_store import NATION, Place, Store
from bot.knowledge.imported import Imported
from bot.knowledge.program import Program
from bot.knowledge.regions import OFFICES, elsewhere

_TERMS = 24  # the weightiest terms of a question that are looked up; long stories cost no more than short ones
_EACH = 24  # candidates of each region
_BEST = 32  # candidates by words that are weighed
_NEAREST = 16  # and by meaning


@dataclass(frozen=True)
class Candidates:
    """The rows of programs that may be asked about, ascending, and what speaks for each."""

    numbers: list[int]
    clues: Any


@dataclass(frozen=True)
class Ranked:
    """The row of a program; `score` is the probability that the question asks about it."""

    number: int
    score: float
    clues: Any


@dataclass(frozen=True)
class Hit:
    """`score` is the probability that the question asks about this program."""

    program: Imported
    score: float
    clues: Any = ()


class Catalog:
    """The imported programs of one snapshot; without those of `curated`, which people here keep themselves."""

    def __init__(self, store: Store, curated: Iterable[Program] = ()):
        curated = list(curated)
        self._store = store
        self._shown = np.ones(len(store) + 1, bool)
        self._shown[[*store.twins(curated)]] = False
        self._own = OwnRows(curated, store.vocabulary)
        self._asked = lru_cache(maxsize=4)(self._read)  # both tiers are held against the same question

    @classmethod
    def open(cls, path: Path) -> Catalog:
        """The whole of a snapshot, with what residents of our offices can have in memory."""
        return cls(Store(path, (place for here in OFFICES.values() for place in _reaching(here))))

    def beside(self, curated: Iterable[Program]) -> Catalog:
        """The same programs without those that are among ours: by servId, or by name and region."""
        return Catalog(self._store, curated)

    def find(
        self, question: str, office: str | None, most: int = 5, today: date | None = None, **filters: str
    ) -> list[Hit]:
        """As `ranked`, with their texts."""
        ranked = self.ranked(question, office, most, today, **filters)
        programs = self.programs(one.number for one in ranked)
        return [Hit(programs[one.number], one.score, one.clues) for one in ranked]

    def ranked(
        self, question: str, office: str | None, most: int = 5, today: date | None = None, **filters: str
    ) -> list[Ranked]:
        """Best first; `filters` are theme, life_stage, household and source.

        Without an office, and for somebody who says that they live elsewhere, only what the whole nation has. What is
        over or gone is found by its name alone, so that it can be said that it ended.
        """
        here = None if office is None or elsewhere(question, office) else OFFICES[office]
        candidates = self.candidates(question, here, today or date.today(), filters)
        if not candidates.numbers:
            return []
        scores = _ranker().probabilities(candidates.clues)
        best = sorted(range(len(scores)), key=lambda place: -scores[place])[:most]
        return [Ranked(candidates.numbers[place], scores[place], candidates.clues[place]) for place in best]

    def candidates(
        self, question: str, here: Place | None, today: date, filters: Mapping[str, str] | None = None
    ) -> Candidates:
        """What may be meant by somebody in a (province, district), weighed but not ranked."""
        asked, day = self._asked(question), today.isoformat()
        regions = self._store.regions(_reaching(here))
        if not regions:
            return Candidates([], clues_of(asked, []))
        numbers = np.concatenate([region.numbers for region in regions])
        words = np.concatenate([self._by_words(asked, region, filters or {}) for region in regions])
        words[~highest(words, _BEST)] = 0.0
        near = np.concatenate([region.nearness(asked.meaning.whole) for region in regions])
        found = words > 0 if filters else (words > 0) | highest(near, _NEAREST)
        chosen = np.flatnonzero(found & self._shown[numbers])
        rows = self._store.rows(numbers[chosen].tolist())
        weighed = [
            Weighed(row, *told, ended)
            for row, *told in zip(rows, words[chosen].tolist(), np.maximum(near[chosen], 0.0).tolist(), strict=True)
            if not (ended := row.is_over(day)) or row.core in asked.bare
        ]
        return Candidates([one.row.number for one in weighed], clues_of(asked, weighed))

    def clues_of_own(self, question: str, programs: Sequence[tuple[Program, str | None]]) -> Any:
        """The numbers of CLUES for programs of ours, each by the name that the question may have for it."""
        rows = (self._own.row(program, name) for program, name in programs)
        return clues_of(self._asked(question), [Weighed(row, 0.0, 0.0, False) for row in rows])

    def programs(self, numbers: Iterable[int]) -> dict[int, Imported]:
        """Those of rows, by their numbers."""
        return self._store.documents(numbers)

    def get(self, id: str) -> Imported | None:
        """Any program of the snapshot by its id, whatever its region; None where there is none."""
        return self._store.by_id(id)

    def ids(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Those of programs, of which candidates have the row numbers."""
        return self._store.ids(numbers)

    def here(self, office: str | None) -> Iterator[Imported]:
        """All that can be found at an office, the nation's first."""
        places = _reaching(OFFICES[office] if office else None)
        return (program for number, program in self._store.everything(places) if self._shown[number])

    def all(self) -> Iterator[Imported]:
        """Every program of the snapshot, of all regions, also what is hidden."""
        return (program for _, program in self._store.everything())

    def _by_words(self, asked: Question, region: Region, filters: Mapping[str, str]) -> Any:
        """The BM25 sums of the best of a region, 0 for all others."""
        sums = region.sums(asked.weightiest(_TERMS)) * self._shown[region.numbers]
        if filters:
            sums *= self._store.allowed(region, filters)
        return np.where(highest(sums, _EACH), sums, 0.0)

    def _read(self, question: str) -> Question:
        return Question(question, self._store.vocabulary)

    def __len__(self) -> int:
        return len(self._store)


def _reaching(here: Place | None) -> list[Place]:
    """The regions whose programs somebody in a district can have."""
    return [NATION, (here[0], ""), here] if here else [NATION]


@cache
def _ranker() -> CatalogRanker:
    return CatalogRanker.load()
