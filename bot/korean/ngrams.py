"""Character and jamo n-grams over the text without its spaces: what carries messy Korean."""

from __future__ import annotations

from functools import lru_cache

from bot.korean.jamo import decompose
from bot.korean.normalize import squeeze

_CHARACTERS = (1, 2, 3)
_JAMO = (3, 5)  # those between and beyond them tell nothing more: docs/understanding.md


def ngrams(text: str) -> list[str]:
    """1 to 3 characters and 3 or 5 jamo of the squeezed text with its ends marked, jamo under a `~`."""
    return [*_of(squeeze(text))]


@lru_cache(maxsize=16)
def _of(bare: str) -> tuple[str, ...]:
    """Kept for the texts just read: more than one classifier asks for those of the same message."""
    marked = f"^{bare}$"
    letters = decompose(marked)
    grams = [marked[i : i + n] for n in _CHARACTERS for i in range(len(marked) - n + 1)]
    grams += ["~" + letters[i : i + n] for n in _JAMO for i in range(len(letters) - n + 1)]
    return tuple(grams)
