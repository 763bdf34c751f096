"""Finds program names in a message: as written, or nearly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.korean.jamo import decompose
from bot.korean.normalize import squeeze

_GRAM = 3
_LONGEST_MESSAGE = 400  # squeezed characters that the forgiving search reads; names stand early or late, stories are long


@dataclass(frozen=True)
class Named:
    """A name found in the squeezed text at [start, end); `likeness` is 1.0 where it stands there letter for letter."""

    name: str
    start: int
    end: int
    likeness: float


class NameIndex:
    """Names → whatever they name; finding costs about the length of the text, not the number of names."""

    def __init__(self, names: Iterable[str]):
        self._names = {squeezed: name for name in names if len(squeezed := squeeze(name)) >= 2}
        self._lengths = sorted({len(name) for name in self._names}, reverse=True)
        self._jamo = {squeezed: decompose(squeezed) for squeezed in self._names if len(squeezed) >= 4}
        self._grams: dict[str, list[str]] = defaultdict(list)
        for squeezed, letters in self._jamo.items():
            for gram in _grams(letters):
                self._grams[gram].append(squeezed)

    def exact(self, squeezed: str) -> list[Named]:
        """Names that stand in a squeezed text; a shorter one inside a longer one is left out."""
        found: list[Named] = []
        taken: list[tuple[int, int]] = []
        for length in self._lengths:
            for start in range(len(squeezed) - length + 1):
                piece = squeezed[start : start + length]
                end = start + length
                if piece in self._names and not any(s <= start and end <= e for s, e in taken):
                    found.append(Named(self._names[piece], start, end, 1.0))
                    taken.append((start, end))
        return found

    def alike(self, squeezed: str, at_least: float = 0.8, most: int = 12) -> list[Named]:
        """Names that nearly stand in a squeezed text, by their letters (jamo): 기초연굼, 에너지바우쳐."""
        letters = decompose(squeezed[:_LONGEST_MESSAGE])
        if len(letters) < 6:
            return []
        shared: dict[str, int] = defaultdict(int)
        for gram in set(_grams(letters)):
            for name in self._grams.get(gram, ()):
                shared[name] += 1
        likely = [name for name, n in shared.items() if n >= 0.4 * (len(self._jamo[name]) - _GRAM + 1)]
        likely.sort(key=lambda name: -shared[name] / len(self._jamo[name]))
        found = []
        for name in likely[:60]:
            place = fuzz.partial_ratio_alignment(self._jamo[name], letters, score_cutoff=at_least * 100)
            if place is not None and place.score >= 100 * _needed(name):
                start, end = _syllables(squeezed, place.dest_start), _syllables(squeezed, place.dest_end)
                found.append(Named(self._names[name], start, max(end, start + 1), place.score / 100))
        return sorted(found, key=lambda n: (-n.likeness, -len(n.name)))[:most]


def _needed(name: str) -> float:
    """How alike a name must be: one letter off makes 농지연금 of 기초연금, so short names need more."""
    return 0.88 if len(name) <= 4 else 0.84 if len(name) <= 6 else 0.8


def _grams(letters: str) -> list[str]:
    return [letters[i : i + _GRAM] for i in range(len(letters) - _GRAM + 1)]


def _syllables(squeezed: str, letters: int) -> int:
    """How many syllables of a text its first so many letters make."""
    count = 0
    for position, syllable in enumerate(squeezed):
        if count >= letters:
            return position
        count += len(decompose(syllable))
    return len(squeezed)
