"""Finds programs for a question that names none, by its words: BM25 over names, descriptions and answers."""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from bot.knowledge.postings import Postings
from bot.korean.morphemes import content_words
from bot.korean.normalize import squeeze

_K1, _B = 1.4, 0.6
_kept: dict[str, tuple[str, ...]] = {}
_WEIGHTS = {"name": 4.0, "description": 2.5, "text": 1.0}
IN_NAME, IN_DESCRIPTION, IN_TEXT = 1, 2, 4
_FIELDS = {"name": IN_NAME, "description": IN_DESCRIPTION, "text": IN_TEXT}


@dataclass(frozen=True)
class Counted:
    """The terms of one document: what each weighs by where and how often it stands, and the fields that have it."""

    terms: tuple[str, ...]
    weights: Any
    fields: Any  # IN_NAME | IN_DESCRIPTION | IN_TEXT

    @classmethod
    def of(cls, document: Mapping[str, Sequence[str]]) -> Counted:
        """Of a document's texts by field."""
        weights: dict[str, float] = defaultdict(float)
        fields: dict[str, int] = defaultdict(int)
        for field, texts in document.items():
            for text in texts:
                for term, count in Counter(_keep_terms(text)).items():
                    weights[term] += count * _WEIGHTS[field]
                    fields[term] |= _FIELDS[field]
        return cls(tuple(weights), np.array([*weights.values()]), np.array([*fields.values()], np.uint8))


class SearchIndex:
    """Documents by id, and the score of each for a question, best first."""

    def __init__(self, documents: Mapping[str, Counted]):
        self._ids = list(documents)
        numbers: dict[str, int] = {}
        for document in documents.values():
            for term in document.terms:
                numbers.setdefault(term, len(numbers))
        self._numbers = numbers
        self._postings = Postings([self.terms(document) for document in documents.values()], len(numbers))
        total = len(self._ids)
        rarities = np.array([math.log(1 + (total - held + 0.5) / (held + 0.5)) for held in range(total + 1)])
        rarity = rarities[self._postings.sizes]
        lengths = [sum(document.weights.tolist()) for document in documents.values()]
        norms = _K1 * (1 - _B + _B * np.array(lengths) / (sum(lengths) / max(1, total)))
        weights = self._postings.sorted([document.weights for document in documents.values()])
        self._weights = (
            np.repeat(rarity, self._postings.sizes) * weights * (_K1 + 1) / (weights + norms[self._postings.sets])
        )
        self._norms = np.sqrt(np.bincount(self._postings.sets, self._weights**2, total))
        self.rarities = rarity / rarities[0]  # by the number of a term
        self._rarity: dict[str, float] = dict(zip(numbers, self.rarities.tolist(), strict=True))

    def find(self, question: str, most: int = 10) -> list[tuple[str, float]]:
        """(id, score) best first; scores are BM25 sums, comparable within one question only."""
        return [(self._ids[number], score) for number, score in self.find_terms(self.numbers(terms_of(question)), most)]

    def find_terms(self, terms: Any, most: int = 10) -> list[tuple[int, float]]:
        """As `find`, for the numbers of a question's terms; of a document its number is told, too."""
        entries, _ = self._postings.entries(terms)
        scores = np.bincount(self._postings.sets[entries], self._weights[entries], len(self._ids))
        best = np.argpartition(-scores, most)[:most] if len(scores) > most else np.arange(len(scores))
        found = zip(best.tolist(), scores[best].tolist(), strict=True)
        return sorted(((n, score) for n, score in found if score > 0), key=lambda scored: (-scored[1], scored[0]))

    def kinship(self, number: int, document: Counted) -> Any:
        """How much each document has in common with one, 0 to 1: the cosine of their terms, the rarer the more."""
        entries, which = self._postings.entries(self.terms(document))
        sets, weights = self._postings.sets[entries], self._weights[entries]
        own = np.zeros(len(document.terms))
        own[which[sets == number]] = weights[sets == number]
        return np.bincount(sets, own[which] * weights, len(self._ids)) / (self._norms * self._norms[number])

    def terms(self, document: Counted) -> Any:
        """The numbers of a document's terms, in its own order."""
        return np.array([self._numbers[term] for term in document.terms], np.intp)

    def numbers(self, terms: Iterable[str]) -> Any:
        """Of those of some terms that any document has, each once; sorted, so that sums are the same in every process."""
        return np.array([self._numbers[term] for term in sorted({*terms}) if term in self._numbers], np.intp)

    def rarity(self, term: str) -> float:
        """0 for a term that all documents have or none, near 1 for one that a single document has."""
        return self._rarity.get(term, 0.0)

    def knows(self, terms: Iterable[str]) -> float:
        """The share of some terms that stand in any document at all: low for what is not about welfare."""
        terms = list(terms)
        return sum(term in self._numbers for term in terms) / len(terms) if terms else 0.0


def terms_of(text: str) -> list[str]:
    """Stems of two letters or more, and pairs of characters: 무릎 수술비 finds 무릎인공관절 수술 지원."""
    return list(_kept.get(text) or _read_terms(text))


def _keep_terms(text: str) -> tuple[str, ...]:
    """Of a text of the knowledge, which both tiers read; never of a resident's."""
    if text not in _kept:
        _kept[text] = tuple(map(sys.intern, _read_terms(text)))
    return _kept[text]


@lru_cache(maxsize=16)
def _read_terms(text: str) -> tuple[str, ...]:
    """Kept for the texts just read: both tiers and the topic ask for those of the same message."""
    words = [word for word in content_words(text) if len(word) > 1]
    return (*words, *pairs_of(squeeze(text)))


def pairs_of(squeezed: str) -> list[str]:
    """The pairs of characters of a squeezed text, marked so that they are no words."""
    return ["#" + squeezed[i : i + 2] for i in range(len(squeezed) - 1)]
