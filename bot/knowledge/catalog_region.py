"""What the residents of one region have, in memory: rows, postings, and what each program means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from bot.knowledge.catalog_row import Row


@dataclass(frozen=True)
class Region:
    """A run of row numbers from `first` on.

    `terms` are the numbers of all terms that its programs have, ascending; `starts` tells where the postings of each
    start, and in the end where the last one's stop. A posting is a row, counted from `first`, and what the term adds to
    its BM25 sum. `vectors` has one of length one for each row, or zeros where nothing is known of what it means.
    """

    first: int
    rows: Sequence[Row]
    terms: Any
    starts: Any
    posted: Any
    weights: Any
    vectors: Any

    @cached_property
    def numbers(self) -> Any:
        return np.arange(self.first, self.first + len(self.rows))

    def sums(self, terms: Any) -> Any:
        """The BM25 sum of each row for some terms, given as ascending numbers."""
        places = np.searchsorted(self.terms, terms)
        places = places[self.terms.take(places, mode="clip") == terms] if len(self.terms) else places[:0]
        if not len(places):
            return np.zeros(len(self.rows))
        parts = [
            slice(*run) for run in zip(self.starts[places].tolist(), self.starts[places + 1].tolist(), strict=True)
        ]
        posted = np.concatenate([self.posted[part] for part in parts])
        return np.bincount(posted, np.concatenate([self.weights[part] for part in parts]), len(self.rows))


def highest(values: Any, most: int) -> Any:
    """Whether each of some values is among the so many highest; of equal ones the first are."""
    if len(values) <= most:
        return np.ones(len(values), bool)
    likely = np.flatnonzero(values >= np.partition(values, -most)[-most])
    chosen = np.zeros(len(values), bool)
    chosen[likely[np.argsort(-values[likely], kind="stable")[:most]]] = True
    return chosen


def only_highest(values: Any, most: int) -> Any:
    """The so many highest, 0 for all others."""
    return values * highest(values, most)
