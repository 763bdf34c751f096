"""Text as a resident typed it, brought to one form before anything reads it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_NUMERALS = str.maketrans("①②③④⑤⑥⑦⑧⑨ⅠⅡⅢⅣⅤⅰⅱⅲⅳⅴ", "1234567891234512345")  # 희망저축계좌Ⅱ is 희망저축계좌2
_TYPED_AS_ONE = str.maketrans({"ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㅄ": "ㅂㅅ"})  # ㄳ is thanks, as ㄱㅅ is
_SIGNS = _NUMERALS | _TYPED_AS_ONE
_SPACES = re.compile(r"\s+")
_REPEATED = re.compile(r"(\D)\1{2,}")  # not of digits: 3000만원
_NOT_TEXT = re.compile(
    r"[^0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff\u3131-\u318e\uac00-\ud7a3\u4e00-\u9fff\u3040-\u30ff\u0e00-\u0e7f\u0400-\u04ff\u1780-\u17ff\u0600-\u06ff%.]+"
)


def storable(text: str) -> str:
    """The text with what no database takes (NUL, lone surrogates) replaced by U+FFFD; all else stays."""
    return _UNSTORABLE.sub("\ufffd", text)


@lru_cache(maxsize=256)
def normalize(text: str) -> str:
    """NFC, lower case, no invisible signs, Ⅱ and ② as 2, ㄳ as ㄱㅅ, spaces squeezed, a letter repeated more than twice cut to two.

    Kept, as `squeeze` is, for the texts just read: every reader of a message starts with it.

    >>> normalize("기초연금   얼마ㅋㅋㅋㅋㅋ\\n")
    '기초연금 얼마ㅋㅋ'
    """
    text = _INVISIBLE.sub("", storable(text))  # first, or it would keep apart the letters of one syllable
    text = unicodedata.normalize("NFC", text).translate(_SIGNS)
    text = _CONTROL.sub(" ", text).lower()
    text = _REPEATED.sub(r"\1\1", text)
    return _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=256)
def squeeze(text: str) -> str:
    """Normalised, and only its letters, digits, `%` and `.`: what stays when spaces and signs are typed at will."""
    return _NOT_TEXT.sub("", normalize(text))
