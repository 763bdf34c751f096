"""How near a message lies to programs in what its words mean: 영감이 자꾸 깜빡깜빡 finds 치매, where no letter is the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from bot.korean.vectors import word_vectors, words_of

NOWHERE = -math.inf
_TELLING = ("N", "V", "M")
_LONGEST = 60  # words read of a text


class Meanings:
    """The names and descriptions of programs as directions; built once for a knowledge version, of their rows."""

    def __init__(self, programs: Sequence[Sequence[tuple[int, ...]]]):
        vectors = word_vectors().matrix
        self._size = len(programs)
        used = [row for texts in programs for row in {row for text in texts for row in text}]
        counts = np.bincount(np.array(used, np.intp), minlength=len(vectors))
        self._weights = np.log((self._size + 1) / np.maximum(counts, 1)).astype(np.float32)
        known = [(number, text) for number, texts in enumerate(programs) for text in texts if text]
        self._programs, self._starts = np.unique([number for number, _ in known], return_index=True)
        self._matrix = np.zeros((0, vectors.shape[1]), np.float32)
        if known:
            rows = np.array([row for _, text in known for row in text], np.intp)
            starts = np.cumsum([0, *(len(text) for _, text in known[:-1])])
            totals = np.add.reduceat(vectors[rows] * self._weights[rows, None], starts)
            self._matrix = totals / np.linalg.norm(totals, axis=1, keepdims=True)

    def nearest(self, text: str) -> Any:
        """The cosine of the nearest name or description of each program, NOWHERE for one that has no known word.

        NOWHERE for all where the message has none.
        """
        near = np.full(self._size, NOWHERE)
        rows = [*rows_of(text)]
        if rows and len(self._matrix):
            direction = self._weights[rows] @ word_vectors().matrix[rows]
            direction /= math.sqrt(direction @ direction)
            near[self._programs] = np.maximum.reduceat(self._matrix @ direction, self._starts)
        return near


def rows_of(text: str) -> tuple[int, ...]:
    """Where the vectors stand of the words that say what a text is about; of each word once."""
    row_of = word_vectors().row
    words = dict.fromkeys(word for word in words_of(text, _LONGEST) if word[1] in _TELLING and len(word[0]) > 1)
    return tuple(row for word in words if (row := row_of(*word)) > 1)
