"""Finds programs for a question that names none, by its words: BM25 over names, descriptions and answers."""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import Any

import numpy as np

from bot.korean.morphemes import content_words
from bot.korean.normalize import squeeze

_K1, _B = 1.4, 0.6
_kept: dict[str, tuple[str, ...]] = {}
_WEIGHTS = {"name": 4.0, "description": 2.5, "text": 1.0}


class SearchIndex:
    """Documents (id → field → texts) and the score of each for a question, best first."""

    def __init__(self, documents: dict[str, dict[str, list[str]]]):
        self._ids = list(documents)
        lengths: list[float] = []
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, fields in enumerate(documents.values()):
            terms: dict[str, float] = defaultdict(float)
            for field, texts in fields.items():
                for text in texts:
                    for term, count in Counter(_keep_terms(text)).items():
                        terms[term] += count * _WEIGHTS[field]
            lengths.append(sum(terms.values()))
            for term, weight in terms.items():
                postings[term].append((number, weight))
        average = sum(lengths) / max(1, len(lengths))
        total = len(self._ids)
        norms = _K1 * (1 - _B + _B * np.array(lengths) / average) if lengths else np.zeros(0)
        self._rarest = math.log(1 + (total + 0.5) / 0.5)
        self._rarity: dict[str, float] = {}
        self._places: dict[str, Any] = {}
        self._weights: dict[str, Any] = {}
        for term, places in postings.items():
            rarity = math.log(1 + (total - len(places) + 0.5) / (len(places) + 0.5))
            numbers = np.array([number for number, _ in places], dtype=np.intp)
            weights = np.array([weight for _, weight in places])
            self._rarity[term] = rarity / self._rarest
            self._places[term] = numbers
            self._weights[term] = rarity * weights * (_K1 + 1) / (weights + norms[numbers])

    def find(self, question: str, most: int = 10) -> list[tuple[str, float]]:
        """(id, score) best first; scores are BM25 sums, comparable within one question only."""
        return self.find_terms(set(terms_of(question)), most)

    def find_terms(self, terms: Collection[str], most: int = 10) -> list[tuple[str, float]]:
        """As `find`, for a question's terms."""
        scores = np.zeros(len(self._ids))
        for term in sorted(terms):  # sorted: the sums are the same in every process
            if term in self._places:
                scores[self._places[term]] += self._weights[term]
        best = np.argpartition(-scores, most)[:most] if len(scores) > most else np.arange(len(scores))
        ranked = sorted((int(number) for number in best if scores[number] > 0), key=lambda n: (-scores[n], n))
        return [(self._ids[number], float(scores[number])) for number in ranked]

    def rarity(self, term: str) -> float:
        """0 for a term that all documents have or none, near 1 for one that a single document has."""
        return self._rarity.get(term, 0.0)

    def knows(self, terms: Iterable[str]) -> float:
        """The share of some terms that stand in any document at all: low for what is not about welfare."""
        terms = list(terms)
        return sum(term in self._places for term in terms) / len(terms) if terms else 0.0


def terms_of(text: str) -> list[str]:
    """Stems of two letters or more, and pairs of characters: 무릎 수술비 finds 무릎인공관절 수술 지원."""
    kept = _kept.get(text)
    return list(kept) if kept is not None else _read_terms(text)


def _keep_terms(text: str) -> tuple[str, ...]:
    """Of a text of the knowledge, which is read again with every change of another one; never of a resident's."""
    if text not in _kept:
        _kept[text] = tuple(map(sys.intern, _read_terms(text)))
    return _kept[text]


def _read_terms(text: str) -> list[str]:
    words = [word for word in content_words(text) if len(word) > 1]
    return words + pairs_of(squeeze(text))


def pairs_of(squeezed: str) -> list[str]:
    """The pairs of characters of a squeezed text, marked so that they are no words."""
    return ["#" + squeezed[i : i + 2] for i in range(len(squeezed) - 1)]
