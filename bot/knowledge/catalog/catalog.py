"""Finds imported programs for a question: the office's own, its province's, the nation's; never another city's.

Candidates come by BM25 over names, texts and what people say, and by nearness in meaning; a small model over clues
(bot/knowledge/catalog/clues.py) puts them in order and says how sure it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.knowledge.catalog.clues import Weighed, clues_of
from bot.knowledge.catalog.own import OwnRows
from bot.knowledge.catalog.question import Question
from bot.knowledge.catalog.rank import CatalogRanker
from bot.knowledge.catalog.region import highest, only_highest
from bot.knowledge.catalog.store import NATION, Place, Store
from bot.knowledge.imported import Imported
from bot.knowledge.program import Program
from bot.knowledge.regions import OFFICES, elsewhere

_TERMS = 24  # the weightiest terms of a question that are looked up; long stories cost no more than short ones
_EACH = 24  # candidates of each region
_BEST = 32  # candidates by words that are weighed
_NEAREST = 16  # and by meaning

Called = tuple[Program, str | None]
"""A program of ours, and the name that a question may have for it."""


@dataclass(frozen=True)
class Candidates:
    """The rows of programs that may be asked about, ascending, and what speaks for each."""

    numbers: list[int]
    clues: Any


@dataclass(frozen=True)
class Hit:
    """A program by its row; `score` is the probability that the question asks about it."""

    number: int
    score: float
    clues: Any
    read: Callable[[int], Imported] = field(repr=False)

    @property
    def program(self) -> Imported:
        """Its text, read when it is asked for."""
        return self.read(self.number)


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
        return cls(Store(path, [_reaching(here) for here in (None, *OFFICES.values())]))

    def beside(self, curated: Iterable[Program]) -> Catalog:
        """The same programs without those that are among ours: by servId, or by name and region."""
        return Catalog(self._store, curated)

    def find(
        self, question: str, office: str | None, most: int = 5, today: date | None = None, **filters: str
    ) -> list[Hit]:
        """Best first; `filters` are theme, life_stage, household and source.

        Without an office, and for somebody who says that they live elsewhere, only what the whole nation has. What is
        over or gone is found by its name alone, so that it can be said that it ended.
        """
        return self.find_beside((), question, office, most, today, filters)[0]

    def find_beside(
        self, ours: Sequence[Called], question: str, office: str | None, most: int, today: date | None,
        filters: Mapping[str, str],
    ) -> tuple[list[Hit], Any]:  # fmt: skip
        """As `find`, and the clues of programs of ours: those of all are computed at once."""
        here = None if office is None or elsewhere(question, office) else OFFICES[office]
        asked = self._asked(question)
        found = self._found(asked, here, today or date.today(), filters)
        clues = clues_of(asked, [*found, *self._weighed(ours)])
        theirs, own = clues[: len(found)], clues[len(found) :]
        scores = _ranker().probabilities(theirs) if found else []
        best = sorted(range(len(scores)), key=lambda place: -scores[place])[:most]
        read = self._store.document
        return [Hit(found[place].row.number, scores[place], theirs[place], read) for place in best], own

    def candidates(self, question: str, here: Place | None, today: date) -> Candidates:
        """What may be meant by somebody in a (province, district), weighed but not ranked."""
        asked = self._asked(question)
        found = self._found(asked, here, today, {})
        return Candidates([one.row.number for one in found], clues_of(asked, found))

    def clues_of_own(self, question: str, ours: Sequence[Called]) -> Any:
        """The numbers of CLUES for programs of ours."""
        return clues_of(self._asked(question), self._weighed(ours))

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

    def _found(self, asked: Question, here: Place | None, today: date, filters: Mapping[str, str]) -> list[Weighed]:
        """The candidates by words and by meaning, in the order of their rows; with filters those by words alone."""
        region = self._store.region(*_reaching(here))
        if region is None:
            return []
        shown = self._shown[region.numbers]
        sums = region.sums(asked.weightiest(_TERMS)) * shown
        if filters:
            sums *= self._store.allowed(region, filters)
        words = only_highest(np.concatenate([only_highest(sums[run], _EACH) for run in region.runs]), _BEST)
        near = region.vectors @ asked.meaning.whole
        said = words > 0
        places = np.flatnonzero((said if filters else said | highest(near, _NEAREST)) & shown)
        rows = [region.rows[place] for place in places.tolist()]
        told = zip(rows, words[places].tolist(), np.maximum(near[places], 0.0).tolist(), strict=True)
        day = today.isoformat()
        found = (Weighed(row, mass, likeness, row.is_over(day)) for row, mass, likeness in told)
        return [one for one in found if not one.ended or one.row.core in asked.bare]

    def _weighed(self, ours: Sequence[Called]) -> list[Weighed]:
        return [Weighed(self._own.row(program, name)) for program, name in ours]

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
