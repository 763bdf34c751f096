"""Finds program names in a message: as written, or nearly."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz

from bot.korean.jamo import decompose

_GRAM = 3
_SHARED = 0.4  # share of a name's grams that a message must have before their letters are aligned
_TRIED = 40  # names aligned at most
_MOST = 12  # of them that are told
_LONGEST_MESSAGE = 400  # squeezed characters that the forgiving search reads; names stand early or late


@dataclass(frozen=True)
class Named:
    """A name found in the squeezed text at [start, end); `likeness` is 1.0 where it stands there letter for letter."""

    name: str
    start: int
    end: int
    likeness: float


class _Long(NamedTuple):
    """A name that is long enough to be told though it is misspelt: its letters, and how alike they have to be."""

    name: str
    letters: str
    needed: float


class NameIndex:
    """Squeezed names, each as it is written; finding costs about the length of the text, not the number of names."""

    def __init__(self, names: Mapping[str, str]):
        self._names = {squeezed: name for squeezed, name in names.items() if len(squeezed) >= 2}
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self._names:
            lengths[name[:2]].add(len(name))
        self._lengths = {opening: tuple(sorted(found)) for opening, found in lengths.items()}
        self._long = [
            _Long(name, decompose(squeezed), _needed(squeezed))
            for squeezed, name in self._names.items()
            if len(squeezed) >= 4
        ]
        grams: dict[str, list[int]] = defaultdict(list)
        for number, long in enumerate(self._long):
            for gram in _grams(long.letters):
                grams[gram].append(number)
        self._grams = {gram: np.array(numbers, dtype=np.intp) for gram, numbers in grams.items()}
        self._sizes = np.array([len(long.letters) - _GRAM + 1 for long in self._long], dtype=np.intp)
        self._enough = np.ceil(self._sizes * _SHARED - 1e-9).astype(np.intp)

    def exact(self, squeezed: str) -> list[Named]:
        """Names that stand in a squeezed text; a shorter one inside a longer one is left out."""
        places = [
            (-length, start)
            for start in range(len(squeezed) - 1)
            for length in self._lengths.get(squeezed[start : start + 2], ())
            if start + length <= len(squeezed) and squeezed[start : start + length] in self._names
        ]
        found: list[Named] = []
        for negative, start in sorted(places):
            end = start - negative
            if not any(n.start <= start and end <= n.end for n in found):
                found.append(Named(self._names[squeezed[start:end]], start, end, 1.0))
        return found

    def alike(self, squeezed: str) -> list[Named]:
        """Names that nearly stand in a squeezed text, by their letters (jamo): 기초연굼, 에너지바우쳐."""
        letters = decompose(squeezed[:_LONGEST_MESSAGE])
        places = [self._grams[gram] for gram in self._grams.keys() & _grams(letters)]
        if not places or len(letters) < 6:
            return []
        counts = np.bincount(np.concatenate(places), minlength=len(self._long))
        numbers = np.flatnonzero(counts >= self._enough)
        best = np.argsort(-counts[numbers] / self._sizes[numbers], kind="stable")[:_TRIED]
        aligned = [
            (long.name, place)
            for long in map(self._long.__getitem__, numbers[best].tolist())
            if (place := fuzz.partial_ratio_alignment(long.letters, letters, score_cutoff=long.needed)) is not None
        ]
        if not aligned:
            return []
        syllables = [*accumulate((len(decompose(syllable)) for syllable in squeezed), initial=0)]
        found = []
        for name, place in aligned:
            start, end = bisect_left(syllables, place.dest_start), bisect_left(syllables, place.dest_end)
            found.append(Named(name, start, max(end, start + 1), place.score / 100))
        return sorted(found, key=lambda n: (-n.likeness, -len(n.name)))[:_MOST]


def _needed(name: str) -> float:
    """How alike a name must be, of 100: one letter off makes 농지연금 of 기초연금, so short names need more."""
    return 88.0 if len(name) <= 4 else 84.0 if len(name) <= 6 else 80.0


def _grams(letters: str) -> list[str]:
    return [letters[i : i + _GRAM] for i in range(len(letters) - _GRAM + 1)]
