"""Finds many Korean word stems in one text at once, forgiving of spaces, endings and common typos.

Text and stems are folded: each syllable into its letters, with those that residents mix up made one (ㅐ/ㅔ, the tails
of 싶/십, 있/잇, 없/업). A stem is found where a syllable begins, whatever tail its last syllable has: 때리 finds
때린, 때릴, 때리고. A stem written with a closing `.` must end with its syllable: `차.` finds 차 but not 찾.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bot.korean.normalize import normalize

_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅐㅕㅒㅗㅘㅙㅙㅛㅜㅝㅙㅟㅠㅡㅣㅣ"  # ㅐㅔ, ㅒㅖ, ㅙㅚㅞ and ㅢㅣ are one each
# Tails by their sound at a syllable's end, in signs that are no lead letters, so that 없 is not found in 어부.
_TAILS = ["", *"①①①②②②③④①⑤④④④④④⑤⑥⑥③③⑦③③①⑧⑥③"]
_FIRST, _LAST = 0xAC00, 0xD7A3
_FOLD = {
    code: _LEADS[(code - _FIRST) // 588] + _VOWELS[(code - _FIRST) % 588 // 28] + _TAILS[(code - _FIRST) % 28]
    for code in range(_FIRST, _LAST + 1)
}
# Laughter, tears and dots are typed in the middle of words (죽..고ㅠㅠ싶어) and say nothing here.
_FILLER = re.compile(r"[.%ㄱ-ㅣ]+")
_BREAK = re.compile(r"[\s.,!?~]+")
_SHORT = 3  # a stem of so few letters must begin a word: 자해 is not in 문자해
# Like bot.korean.normalize.squeeze, but Russian and Thai stay: danger is told in them, too.
_NOT_TEXT = re.compile(r"[^0-9A-Za-zÀ-ɏḀ-ỿㄱ-ㆎ가-힣一-鿿぀-ヿЀ-ӿ฀-๿%.]+")
_UNSPACED = 8  # letters of a "word" in which somebody has left out the spaces: there, any place may begin one
_KEY = 5  # folded signs that stems are looked up by
_MOST = 40  # places kept of one word: a text of a thousand repetitions stays cheap


class Place(NamedTuple):
    """Where a word stands, counted in the letters of the squeezed text."""

    start: int
    end: int


def letters(text: str) -> str:
    """Normalised, and only its letters of any writing that residents use, digits, `%` and `.`."""
    return _NOT_TEXT.sub("", normalize(text))


def bare(text: str) -> str:
    """The text as the scanner reads it: squeezed, without fillers."""
    return _bare(normalize(text))


def word_starts(text: str) -> tuple[str, set[int]]:
    """The bare text, and the letters that may begin a word."""
    words: list[str] = []
    starts: set[int] = set()
    at = 0
    for word in _BREAK.split(normalize(text)):
        if plain := _bare(word):
            starts.update(range(at, at + len(plain)) if len(plain) >= _UNSPACED else (at,))
            words.append(plain)
            at += len(plain)
    return "".join(words), starts


def _bare(clean: str) -> str:
    return _FILLER.sub("", _NOT_TEXT.sub("", clean))


def _is_short(stem: str) -> bool:
    return len(stem) <= _SHORT and _FIRST <= ord(stem[0]) <= _LAST  # Chinese is written without spaces anyway


class Scanner:
    """Named groups of stems, found in one pass: its cost grows with the text, hardly with the number of stems."""

    def __init__(self, groups: Mapping[str, Iterable[str]]):
        self._index: dict[str, list[tuple[str, bool, bool, str]]] = {}
        for name, stems in groups.items():
            for stem in map(str, stems):
                plain = bare(stem)
                folded = "".join(_FOLD.get(ord(c), c) for c in plain)
                entry = (folded, stem.endswith("."), _is_short(plain), name)
                self._index.setdefault(folded[:_KEY], []).append(entry)
        self._keys = sorted({len(key) for key in self._index}, reverse=True)

    def find(self, text: str, starts: set[int]) -> dict[str, list[Place]]:
        """Group → its places in a bare text, in order; `starts` as from `word_starts`."""
        pieces = [_FOLD.get(ord(c), c) for c in text]
        numbers, at = {}, 0
        for number, piece in enumerate(pieces):
            numbers[at] = number
            at += len(piece)
        numbers[at] = len(pieces)
        return self._walk("".join(pieces), numbers, starts)

    def _walk(self, folded: str, numbers: dict[int, int], starts: set[int]) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        index, keys = self._index, self._keys
        for at, number in numbers.items():
            for key in keys:
                for stem, closed, short, name in index.get(folded[at : at + key], ()):
                    if not folded.startswith(stem, at) or (short and number not in starts):
                        continue
                    stop = at + len(stem)
                    if closed and stop not in numbers:
                        continue
                    while stop not in numbers:  # the tail of the stem's last syllable
                        stop += 1
                    places = found.setdefault(name, [])
                    if len(places) < _MOST:
                        places.append(Place(number, numbers[stop]))
        return found
