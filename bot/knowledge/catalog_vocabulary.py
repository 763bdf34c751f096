"""The terms that questions and programs have in common, by their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from bot.knowledge.catalog_terms import everyday_pairs

Read = Callable[[Iterable[str]], Iterable[tuple[str, int, float]]]
"""Gives number, from 1, and rarity of those of some terms that any program of the catalog has."""


class Vocabulary:
    """Numbers of `count` terms of the catalog, and after these of pairs that it does not have but that everyday words
    may stand for: programs of ours may have them."""

    def __init__(self, read: Read, count: int):
        self._read = read
        others = everyday_pairs() - {term for term, _, _ in read(everyday_pairs())}
        self._others = {pair: number for number, pair in enumerate(sorted(others), start=count + 1)}
        self._size = count + len(others) + 1

    def look_up(self, terms: Iterable[str]) -> tuple[dict[str, int], dict[str, float]]:
        """The numbers of those that have one, and the rarities of those that any program of the catalog has."""
        terms = frozenset(terms)
        read = [*self._read(terms)]
        numbers = {term: self._others[term] for term in self._others.keys() & terms}
        return numbers | {term: number for term, number, _ in read}, {term: rarity for term, _, rarity in read}

    def places(self, numbers: Sequence[int]) -> Any:
        """Number → its place among the given ones, from 1; 0 for any other."""
        found = np.zeros(self._size, np.int16)
        found[numbers] = np.arange(1, len(numbers) + 1)
        return found
