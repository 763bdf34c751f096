"""How near a message lies to programs in what its words mean: 영감이 자꾸 깜빡깜빡 finds 치매, where no letter is the same."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bot.korean.vectors import word_vectors, words_of

_TELLING = ("N", "V", "M")
_LONGEST = 60  # words read of a text


class Meanings:
    """The names and descriptions of programs as directions; built once for a knowledge version."""

    def __init__(self, texts: Mapping[str, Sequence[str]]):
        words = {program: [_words(text) for text in said] for program, said in texts.items()}
        used = Counter(word for said in words.values() for word in {word for text in said for word in text})
        self._weights = {word: math.log((len(texts) + 1) / count) for word, count in used.items()}
        self._rarest = math.log(len(texts) + 1)
        found = {p: [d for text in said if (d := self._direction(text)) is not None] for p, said in words.items()}
        found = {program: directions for program, directions in found.items() if directions}
        self._ids = list(found)
        self._matrix = np.array([one for directions in found.values() for one in directions], dtype=np.float32)
        self._starts = np.cumsum([0, *(len(directions) for directions in found.values())])[:-1]

    def nearest(self, text: str) -> dict[str, float]:
        """Program → the cosine of its nearest name or description; empty where the message has no known word."""
        direction = self._direction(_words(text))
        if direction is None or not len(self._matrix):
            return {}
        best = np.maximum.reduceat(self._matrix @ direction, self._starts)
        return dict(zip(self._ids, best.tolist(), strict=True))

    def _direction(self, words: Sequence[str]) -> Any:
        vectors = word_vectors()
        total = np.zeros(vectors.matrix.shape[1], np.float32)
        for word in dict.fromkeys(words):
            total += self._weights.get(word, self._rarest) * vectors.matrix[vectors.row(*_split(word))]
        length = float(np.linalg.norm(total))
        return total / length if length else None


def _words(text: str) -> list[str]:
    return [f"{word}/{kind}" for word, kind in words_of(text, _LONGEST) if kind in _TELLING and len(word) > 1]


def _split(word: str) -> tuple[str, str]:
    stem, kind = word.rsplit("/", 1)
    return stem, kind
