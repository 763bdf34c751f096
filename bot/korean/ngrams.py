"""Character and jamo n-grams over the text without its spaces: what carries messy Korean."""

from __future__ import annotations

from functools import lru_cache

from bot.korean.jamo import decompose
from bot.korean.normalize import squeeze

_CHARACTERS = range(1, 5)
_JAMO = range(2, 7)


def ngrams(text: str) -> list[str]:
    """Characters 1-4 and jamo 2-6 of the squeezed text with its ends marked, jamo under a `~`."""
    return [*_of(squeeze(text))]


@lru_cache(maxsize=16)
def _of(bare: str) -> tuple[str, ...]:
    """Kept for the texts just read: more than one classifier asks for those of the same message."""
    marked = f"^{bare}$"
    letters = decompose(marked)
    grams = [marked[i : i + n] for n in _CHARACTERS for i in range(len(marked) - n + 1)]
    grams += ["~" + letters[i : i + n] for n in _JAMO for i in range(len(letters) - n + 1)]
    return tuple(grams)
