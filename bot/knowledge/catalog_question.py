"""A question to the catalog, taken apart once for all candidates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.knowledge.catalog_terms import everyday_words, question_terms
from bot.knowledge.catalog_vectors import Meaning
from bot.knowledge.clues import Message
from bot.knowledge.search import pairs_of
from bot.korean.jamo import decompose
from bot.korean.normalize import squeeze


class Question:
    """`rarity_of` gives the rarities of those of some terms that any program has.

    `weights` are the `known` terms, `said` those not only meant, `pairs` all that are `written`; `tail` what follows the
    last clause (…받는데 [전기요금 감면되나요]); `everyday` for each everyday word the ways to say it officially;
    `terms` all of these in one order.
    """

    def __init__(self, text: str, rarity_of: Callable[[Iterable[str]], Mapping[str, float]]):
        self.bare = squeeze(text)
        self.letters = decompose(self.bare)
        everyday = everyday_words(self.bare)
        terms = question_terms(text, everyday)
        whole = pairs_of(self.bare)
        self.rarity = rarity_of({*terms, *whole})
        self.weights = {term: weight * self.rarity[term] for term, weight in terms.items() if term in self.rarity}
        self.known = frozenset(self.weights)
        self.said = frozenset(term for term in self.weights if terms[term] == 1.0)
        self.pairs = {pair: self.rarity[pair] for pair in whole if pair in self.rarity}
        self.written = frozenset(self.pairs)
        self.tail = Message(text, None, lambda term: self.weights.get(term, 0.0)).tail
        self.tail_pairs = frozenset(self.tail)
        self.meaning = Meaning(text, self.rarity.get)
        self.terms = sorted({*self.weights, *self.pairs, *(pair for ways in everyday for way in ways for pair in way)})
        self.everyday = [(ways, self._weight(ways)) for ways in everyday]
        self.mass, self.said_mass, self.tail_mass, self.meant = (
            sum(masses) or 1.0
            for masses in (
                self.weights.values(),
                (self.weights[term] for term in sorted(self.said)),
                self.tail.values(),
                (weight for _, weight in self.everyday),
            )
        )
        said = sum(weight == 1.0 for weight in terms.values())
        self.unknown = 1 - len(self.said) / said if said else 1.0

    def weightiest(self, most: int) -> dict[str, float]:
        """The terms that tell most, with their rarities."""
        best = sorted(self.weights, key=lambda term: (-self.weights[term], term))[:most]
        return {term: self.rarity[term] for term in best}

    def _weight(self, ways: Sequence[frozenset[str]]) -> float:
        """How much an everyday word tells: as much as the commonest of the official words that it may stand for."""
        known = (max((self.rarity.get(pair, 0.0) for pair in way), default=0.0) for way in ways)
        return min((weight for weight in known if weight), default=0.0)
