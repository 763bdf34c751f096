"""Finds program names in a message: as written, or nearly."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from rapidfuzz import fuzz

from bot.korean.jamo import decompose

_GRAM = 3
_SHARED = 0.4  # share of a name's grams that a message must have before their letters are aligned
_TRIED = 40  # names aligned at most
_LONGEST_MESSAGE = (
    400  # squeezed characters that the forgiving search reads; names stand early or late, stories are long
)


@dataclass(frozen=True)
class Named:
    """A name found in the squeezed text at [start, end); `likeness` is 1.0 where it stands there letter for letter."""

    name: str
    start: int
    end: int
    likeness: float


class NameIndex:
    """Squeezed names, each as it is written; finding costs about the length of the text, not the number of names."""

    def __init__(self, names: Mapping[str, str]):
        self._names = {squeezed: name for squeezed, name in names.items() if len(squeezed) >= 2}
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self._names:
            lengths[name[:2]].add(len(name))
        self._lengths = {opening: tuple(sorted(found)) for opening, found in lengths.items()}
        self._jamo = {squeezed: decompose(squeezed) for squeezed in self._names if len(squeezed) >= 4}
        self._long = list(self._jamo)
        grams: dict[str, list[int]] = defaultdict(list)
        for number, letters in enumerate(self._jamo.values()):
            for gram in _grams(letters):
                grams[gram].append(number)
        self._grams = {gram: np.array(numbers, dtype=np.intp) for gram, numbers in grams.items()}
        self._sizes = np.array([len(letters) - _GRAM + 1 for letters in self._jamo.values()], dtype=float)

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

    def alike(self, squeezed: str, at_least: float = 0.8, most: int = 12) -> list[Named]:
        """Names that nearly stand in a squeezed text, by their letters (jamo): 기초연굼, 에너지바우쳐."""
        letters = decompose(squeezed[:_LONGEST_MESSAGE])
        if len(letters) < 6:
            return []
        places = [self._grams[gram] for gram in self._grams.keys() & _grams(letters)]
        if not places:
            return []
        shares = np.bincount(np.concatenate(places), minlength=len(self._long)) / self._sizes
        numbers = np.flatnonzero(shares >= _SHARED)
        numbers = numbers[np.lexsort((numbers, -shares[numbers]))][:_TRIED]
        syllables = [*accumulate((len(decompose(syllable)) for syllable in squeezed), initial=0)]
        found = []
        for name in map(self._long.__getitem__, numbers.tolist()):
            needed = 100 * max(at_least, _needed(name))
            place = fuzz.partial_ratio_alignment(self._jamo[name], letters, score_cutoff=needed)
            if place is not None:
                start, end = bisect_left(syllables, place.dest_start), bisect_left(syllables, place.dest_end)
                found.append(Named(self._names[name], start, max(end, start + 1), place.score / 100))
        return sorted(found, key=lambda n: (-n.likeness, -len(n.name)))[:most]


def _needed(name: str) -> float:
    """How alike a name must be: one letter off makes 농지연금 of 기초연금, so short names need more."""
    return 0.88 if len(name) <= 4 else 0.84 if len(name) <= 6 else 0.8


def _grams(letters: str) -> list[str]:
    return [letters[i : i + _GRAM] for i in range(len(letters) - _GRAM + 1)]
