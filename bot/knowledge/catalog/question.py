"""A question to the catalog, taken apart once for all candidates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.knowledge.catalog.terms import everyday_words, question_terms
from bot.knowledge.catalog.vectors import Meaning
from bot.knowledge.catalog.vocabulary import Vocabulary
from bot.knowledge.linking.clues import Message
from bot.knowledge.search import pairs_of
from bot.korean.jamo import decompose
from bot.korean.normalize import squeeze

PAIRS, MEANT, KNOWN, SAID, TAIL = range(5)
"""Columns of a question: what a term counts among the written pairs, as meant but not written, among all weights, among
those said, in the tail."""


class Question:
    """`weights` are the known terms, `said` those not only meant, `pairs` all that are written; `tail` what follows the
    last clause (…받는데 [전기요금 감면되나요]); `everyday` for each everyday word the ways to say it officially, and how
    much it tells. `terms` are all of these in one order, `columns` what each of them counts.
    """

    def __init__(self, text: str, vocabulary: Vocabulary):
        self.bare = squeeze(text)
        self.letters = decompose(self.bare)
        everyday = everyday_words(self.bare)
        terms = question_terms(text, everyday)
        whole = pairs_of(self.bare)
        self._numbers, self.rarity = vocabulary.look_up({*terms, *whole})
        self.weights = {term: weight * self.rarity[term] for term, weight in terms.items() if term in self.rarity}
        self.said = frozenset(term for term in self.weights if terms[term] == 1.0)
        self.pairs = {pair: self.rarity[pair] for pair in whole if pair in self.rarity}
        self.tail = Message(text, None, lambda term: self.weights.get(term, 0.0)).tail
        self.meaning = Meaning(text, self.rarity.get)
        weights = [self._weight(ways) for ways in everyday]
        self.mass, self.said_mass, self.tail_mass, self.meant = (
            sum(masses) or 1.0
            for masses in (
                self.weights.values(),
                (self.weights[term] for term in sorted(self.said)),
                self.tail.values(),
                weights,
            )
        )
        said = sum(weight == 1.0 for weight in terms.values())
        self.unknown = 1 - len(self.said) / said if said else 1.0
        self.terms = sorted({*self.weights, *self.pairs, *(pair for ways in everyday for way in ways for pair in way)})
        self._places = vocabulary.places([self._numbers[term] for term in self.terms])
        place = {term: place for place, term in enumerate(self.terms)}
        self.columns = self._columns(place)
        self.everyday = [(Ways.of(ways, place), weight) for ways, weight in zip(everyday, weights, strict=True)]

    def places(self, numbers: Any) -> Any:
        """The place among `terms` of each of some numbers of terms, from 1; 0 for what the question does not have."""
        return self._places[numbers]

    def weightiest(self, most: int) -> list[int]:
        """The numbers of the terms that tell most, ascending."""
        best = sorted(self.weights, key=lambda term: (-self.weights[term], term))[:most]
        return sorted(self._numbers[term] for term in best)

    def _columns(self, place: Mapping[str, int]) -> Any:
        meant = {term: weight for term, weight in self.weights.items() if term not in self.pairs}
        said = {term: self.weights[term] for term in self.said}
        columns = np.zeros((len(place), 5))
        for column, weights in (
            (PAIRS, self.pairs),
            (MEANT, meant),
            (KNOWN, self.weights),
            (SAID, said),
            (TAIL, self.tail),
        ):
            columns[[place[term] for term in weights], column] = [*weights.values()]
        return columns

    def _weight(self, ways: Sequence[frozenset[str]]) -> float:
        """How much an everyday word tells: as much as the commonest of the official words that it may stand for."""
        known = (max((self.rarity.get(pair, 0.0) for pair in way), default=0.0) for way in ways)
        return min((weight for weight in known if weight), default=0.0)


@dataclass(frozen=True)
class Ways:
    """Official words for an everyday one: `terms` tells which of a question's terms (rows) each way (column) needs,
    `sizes` how many."""

    terms: Any
    sizes: Any

    @classmethod
    def of(cls, ways: Sequence[frozenset[str]], place: Mapping[str, int]) -> Ways:
        """`place` tells that of each of the question's terms."""
        needed = np.zeros((len(place), len(ways)))
        for column, way in enumerate(ways):
            needed[[place[pair] for pair in way], column] = 1.0
        return cls(needed, np.array([len(way) for way in ways]))
