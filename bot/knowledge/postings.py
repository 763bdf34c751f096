"""Which sets of terms have a term: for each term the numbers of its sets, one term after another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


class Postings:
    """Made of sets of terms, which are numbers below `vocabulary`; `sizes` tells how many sets have a term."""

    def __init__(self, sets: Sequence[Any], vocabulary: int):
        terms = np.concatenate([np.zeros(0, np.intp), *sets])
        self._number = len(sets)
        self._order = np.argsort(terms, kind="stable")
        self.sets = np.repeat(np.arange(len(sets)), [len(one) for one in sets])[self._order]
        self.sizes = np.bincount(terms, minlength=vocabulary)
        self._starts = np.cumsum(self.sizes) - self.sizes

    def sorted(self, numbers: Sequence[Any]) -> Any:
        """What is told of each term of each set, in the order of `sets`."""
        return np.concatenate([np.zeros(0), *numbers])[self._order]

    def entries(self, terms: Any) -> tuple[Any, Any]:
        """The places of some terms in `sets`, and for each place which of these terms it is of."""
        sizes = self.sizes[terms]
        which = np.repeat(np.arange(len(sizes)), sizes)
        before = self._starts[terms] - np.cumsum(sizes) + sizes
        return np.arange(len(which)) + before[which], which

    def sums(self, terms: Any, *weights: Any) -> list[Any]:
        """What some terms weigh together in each set, once for each way to weigh them."""
        entries, which = self.entries(terms)
        sets = self.sets[entries]
        return [np.bincount(sets, weighed[which], self._number) for weighed in weights]

    def sums_of_all(self, weights: Any) -> Any:
        """What all terms of each set weigh together."""
        return np.bincount(self.sets, np.repeat(weights, self.sizes), self._number)
