"""The terms that questions and programs have in common, by their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from bot.knowledge.catalog.terms import everyday_pairs


class Vocabulary:
    """Numbers and rarities of the catalog's terms, given in the order of their numbers from 1; beside these numbers of
    pairs that it does not have but that everyday words may stand for: programs of ours may have them."""

    def __init__(self, terms: Iterable[tuple[str, float]]):
        rarity = dict(terms)
        self._rarities = [0.0, *rarity.values()]
        self._numbers = {
            term: number for number, term in enumerate([*rarity, *everyday_pairs() - rarity.keys()], start=1)
        }

    def look_up(self, terms: Iterable[str]) -> tuple[dict[str, int], dict[str, float]]:
        """The numbers of those that have one, and the rarities of those that any program of the catalog has."""
        numbers = {term: number for term in terms if (number := self._numbers.get(term))}
        last = len(self._rarities)
        return numbers, {term: self._rarities[number] for term, number in numbers.items() if number < last}

    def places(self, numbers: Sequence[int]) -> Any:
        """Number → its place among the given ones, from 1; 0 for any other."""
        found = np.zeros(len(self._numbers) + 1, np.int16)
        found[numbers] = np.arange(1, len(numbers) + 1)
        return found
