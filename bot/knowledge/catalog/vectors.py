"""How near a question lies to imported programs in meaning: 방세 finds 월세, where no letter is the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

import numpy as np

from bot.knowledge.catalog.terms import ASKING_WORDS
from bot.korean.vectors import FILE, word_vectors, words_of

_WORDS = 60  # of a text: of a longer one its beginning and its end
_UNKNOWN = 0.6  # how rare a word counts that no program has
_SHORT = 0.3  # and one of a single letter, of which the index knows no rarity


class Meaning:
    """The words of a text that have a vector, and how much each weighs."""

    def __init__(self, text: str, rarity: Callable[[str], float | None]):
        self.rows, stems = _rows(text)
        known = [_SHORT if len(stem) < 2 else rarity(stem) for stem in stems]
        self.weights = np.array([_UNKNOWN if weight is None else weight for weight in known], np.float32)
        self.mass = float(self.weights.sum()) or 1.0

    @cached_property
    def matrix(self) -> Any:
        """words x dimensions, each of length one."""
        return word_vectors().matrix[self.rows]

    @cached_property
    def whole(self) -> Any:
        """One vector of length one, or zeros where no word is known."""
        summed = self.weights @ self.matrix if len(self.rows) else np.zeros(dimensions(), np.float32)
        return summed / (float(np.linalg.norm(summed)) or 1.0)


def likenesses(question: Meaning, words: Any, sizes: Any) -> tuple[Any, Any]:
    """For each text how far it holds what the question says, and the question what the text says.

    `words` are rows of the vectors, of all texts one after another, `sizes` how many of each: at least one.
    """
    if not len(question.rows):
        return np.zeros(len(sizes)), np.zeros(len(sizes))
    starts = np.cumsum(sizes) - sizes
    likeness = (word_vectors().matrix.take(words, axis=0) @ question.matrix.T).T.copy()  # few rows on the left are slow
    said = question.weights @ _share(np.maximum.reduceat(likeness, starts, axis=1)) / question.mass
    return said, np.add.reduceat(_share(likeness.max(axis=0)), starts) / sizes


def _share(likeness: Any) -> Any:
    """A cosine as a number from 0 to 1."""
    return np.minimum(np.maximum(likeness, 0.0), 1.0)


def words_in(text: str) -> Any:
    """The rows of a text's words, each once; of a text that has none that of no word."""
    return np.array(sorted(set(_rows(text)[0])) or [0], np.int32)


def dimensions() -> int:
    return int(word_vectors().matrix.shape[1])


@cache
def fingerprint() -> str:
    """Of the vectors: rows and vectors that an index keeps hold for the same file only."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:12]


def _rows(text: str) -> tuple[list[int], list[str]]:
    found = [(word_vectors().row(stem, kind), stem) for stem, kind in words_of(text, _WORDS) if kind in ("N", "V")]
    kept = [(row, stem) for row, stem in found if row > 1 and stem not in ASKING_WORDS]
    return [row for row, _ in kept], [stem for _, stem in kept]
