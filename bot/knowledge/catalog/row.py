"""A program as a question is held against it: numbers of its terms and words, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

_NO_TERM = np.zeros(0, np.int32)
_NO_WORD = np.zeros(1, np.int32)  # row 0 of the word vectors, which is like none


@dataclass(frozen=True)
class Texts:
    """`terms` are numbers of a vocabulary: the pairs of letters of the core name, the terms of names, those of what it is
    about, and those of each way that people speak of it; `sizes` says how many of each, `masses` the sum of the rarities
    of each wording. `words` are rows of word vectors in the same way: of the name, of what it is about, of wordings.
    """

    terms: Any
    sizes: Any
    masses: Any
    words: Any
    word_sizes: Any

    @classmethod
    def of(cls, terms: Sequence[Any], masses: Sequence[float], words: Sequence[Any]) -> Texts:
        """Of what each part has. Who has no wording gets an empty one: so all have one to be held against."""
        if not masses:
            terms, masses, words = [*terms, _NO_TERM], [1.0], [*words, _NO_WORD]
        return cls(*_joined(terms), np.array([mass or 1.0 for mass in masses]), *_joined(words))

    def after(self, terms: Any, words: Any) -> Texts:
        """With one more part of terms and of words before these."""
        return Texts(
            np.concatenate([terms, self.terms]), np.append(np.int32(len(terms)), self.sizes), self.masses,
            np.concatenate([words, self.words]), np.append(np.int32(len(words)), self.word_sizes),
        )  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A program of either tier; `place` is 0 for the nation's, 1 a province's, 2 a district's."""

    number: int
    place: int
    regions: tuple[str, ...]  # as people name them: 동작구, 서울
    core: str
    letters: str  # of the core name, as jamo
    mass: float  # sum of the rarities of its pairs
    texts: Texts
    gone: bool = False
    ends: str = ""  # YYYY-MM-DD, or empty

    def is_over(self, day: str) -> bool:
        """Whether it ended before a day (YYYY-MM-DD), or its source does not list it any more."""
        return self.gone or (bool(self.ends) and self.ends < day)


def _joined(parts: Sequence[Any]) -> tuple[Any, Any]:
    """One array of whole numbers, and how many of each part."""
    return np.concatenate(parts).astype(np.int32), np.array([len(part) for part in parts], np.int32)
