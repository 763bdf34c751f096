"""Finds programs for a question that names none, by its words: BM25 over names, descriptions and answers."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from bot.korean.morphemes import content_words
from bot.korean.normalize import squeeze

_K1, _B = 1.4, 0.6
_WEIGHTS = {"name": 4.0, "description": 2.5, "text": 1.0}


class SearchIndex:
    """Documents (id → field → texts) and the score of each for a question, best first."""

    def __init__(self, documents: dict[str, dict[str, list[str]]]):
        self._ids = list(documents)
        lengths: list[float] = []
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, fields in enumerate(documents.values()):
            terms: Counter[str] = Counter()
            for field, texts in fields.items():
                for text in texts:
                    for term, count in Counter(terms_of(text)).items():
                        terms[term] += count * _WEIGHTS[field]
            lengths.append(sum(terms.values()))
            for term, weight in terms.items():
                postings[term].append((number, weight))
        average = sum(lengths) / max(1, len(lengths))
        total = len(self._ids)
        self._weights: dict[str, list[tuple[int, float]]] = {}
        for term, places in postings.items():
            rarity = math.log(1 + (total - len(places) + 0.5) / (len(places) + 0.5))
            self._weights[term] = [
                (number, rarity * weight * (_K1 + 1) / (weight + _K1 * (1 - _B + _B * lengths[number] / average)))
                for number, weight in places
            ]
        self._rarest = math.log(1 + (total + 0.5) / 0.5)

    def find(self, question: str, most: int = 10) -> list[tuple[str, float]]:
        """(id, score) best first; scores are BM25 sums, comparable within one question only."""
        scores: dict[int, float] = defaultdict(float)
        for term in set(terms_of(question)):
            for number, weight in self._weights.get(term, ()):
                scores[number] += weight
        best = sorted(scores.items(), key=lambda item: -item[1])[:most]
        return [(self._ids[number], score) for number, score in best]

    def knows(self, terms: Iterable[str]) -> float:
        """The share of some terms that stand in any document at all: low for what is not about welfare."""
        terms = list(terms)
        return sum(term in self._weights for term in terms) / len(terms) if terms else 0.0


def terms_of(text: str) -> list[str]:
    """Stems of two letters or more, and pairs of characters: 무릎 수술비 finds 무릎인공관절 수술 지원."""
    words = [word for word in content_words(text) if len(word) > 1]
    bare = squeeze(text)
    return words + ["#" + bare[i : i + 2] for i in range(len(bare) - 1)]
