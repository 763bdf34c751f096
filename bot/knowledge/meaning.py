"""How near a message lies to programs in what its words mean: 영감이 자꾸 깜빡깜빡 finds 치매, where no letter is the same."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from bot.korean.vectors import word_vectors, words_of

Word = tuple[str, str]  # stem and kind
_TELLING = ("N", "V", "M")
_LONGEST = 60  # words read of a text
NOWHERE = -math.inf


class Meanings:
    """The names and descriptions of programs as directions; built once for a knowledge version, of their words."""

    def __init__(self, programs: Sequence[Sequence[Sequence[Word]]]):
        self._size = len(programs)
        used = Counter(word for texts in programs for word in {word for text in texts for word in text})
        self._weights = {word: math.log((self._size + 1) / count) for word, count in used.items()}
        self._rarest = math.log(self._size + 1)
        known = [
            (number, said)
            for number, texts in enumerate(programs)
            for text in texts
            if len((said := self._known(text))[0])
        ]
        self._matrix = np.zeros((0, 0), np.float32)
        if known:
            rows, weights = (np.concatenate(parts) for parts in zip(*(said for _, said in known), strict=True))
            sizes = [len(said[0]) for _, said in known]
            vectors = word_vectors().matrix[rows] * weights[:, None]
            totals = np.add.reduceat(vectors, np.cumsum([0, *sizes[:-1]]))
            self._matrix = totals / np.linalg.norm(totals, axis=1, keepdims=True)
        self._programs, self._starts = np.unique([number for number, _ in known], return_index=True)

    def nearest(self, text: str) -> Any:
        """The cosine of the nearest name or description of each program, NOWHERE for one that has no known word.

        NOWHERE for all where the message has none.
        """
        near = np.full(self._size, NOWHERE)
        rows, weights = self._known(telling_words(text))
        if len(rows) and len(self._matrix):
            direction = weights @ word_vectors().matrix[rows]
            direction /= np.linalg.norm(direction)
            near[self._programs] = np.maximum.reduceat(self._matrix @ direction, self._starts)
        return near

    def _known(self, words: Iterable[Word]) -> tuple[Any, Any]:
        """The rows of those of some words that have a vector, and what each tells."""
        row_of, weights = word_vectors().row, self._weights
        found = [(row, weights.get(word, self._rarest)) for word in dict.fromkeys(words) if (row := row_of(*word)) > 1]
        return np.array([row for row, _ in found], np.intp), np.array([weight for _, weight in found], np.float32)


def telling_words(text: str) -> tuple[Word, ...]:
    """The words of a text that say what it is about."""
    return tuple((stem, kind) for stem, kind in words_of(text, _LONGEST) if kind in _TELLING and len(stem) > 1)
