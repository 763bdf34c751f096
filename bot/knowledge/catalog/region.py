"""What the residents of a region have, in memory: rows, postings, and what each program means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.knowledge.catalog.row import Row


@dataclass(frozen=True)
class Region:
    """Rows by their `numbers` in the catalog; `runs` are those of one province, of one district, as slices.

    `terms` are the numbers of all terms that its programs have, ascending; `starts` tells where the postings of each
    start, and in the end where the last one's stop. A posting is the place of a row, and what the term adds to its BM25
    sum. `vectors` has one of length one for each row, or zeros where nothing is known of what it means.
    """

    numbers: Any
    runs: tuple[slice, ...]
    rows: Sequence[Row]
    terms: Any
    starts: Any
    posted: Any
    weights: Any
    vectors: Any

    @classmethod
    def joined(cls, regions: Sequence[Region]) -> Region:
        """One of several, so that a question is held against all at once."""
        starts = np.cumsum([0, *(len(region.rows) for region in regions)]).tolist()
        postings = by_term(
            np.concatenate([np.repeat(region.terms, np.diff(region.starts)) for region in regions]),
            np.concatenate([region.posted + start for region, start in zip(regions, starts, strict=False)]),
            np.concatenate([region.weights for region in regions]),
        )
        return cls(
            np.concatenate([region.numbers for region in regions]), tuple(map(slice, starts, starts[1:])),
            [row for region in regions for row in region.rows], *postings,
            np.concatenate([region.vectors for region in regions]),
        )  # fmt: skip

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


def by_term(terms: Any, posted: Any, weights: Any) -> tuple[Any, Any, Any, Any]:
    """Postings, given as those of each row, in the order of their terms: `terms`, `starts`, `posted`, `weights`."""
    order = np.argsort(terms, kind="stable")
    each, starts = np.unique(terms[order], return_index=True)
    starts = np.append(starts, len(terms)).astype(np.int32)
    return each, starts, posted[order].astype(np.int32), weights[order]


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
