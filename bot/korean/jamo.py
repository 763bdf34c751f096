"""Hangul syllables taken apart into their letters, so that 됬어요 and 됐어요 look alike."""

from __future__ import annotations

_LEAD = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWEL = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAIL = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
_FIRST, _LAST = 0xAC00, 0xD7A3

_TABLE = {
    code: _LEAD[(code - _FIRST) // 588] + _VOWEL[(code - _FIRST) % 588 // 28] + _TAIL[(code - _FIRST) % 28]
    for code in range(_FIRST, _LAST + 1)
}


def decompose(text: str) -> str:
    """'연금' → 'ㅇㅕㄴㄱㅡㅁ'; what is no Hangul syllable stays."""
    return text.translate(_TABLE)


def has_tail(syllable: str) -> bool:
    """Whether a syllable ends in a consonant (받침): 금 does, 소 does not."""
    return _FIRST <= ord(syllable) <= _LAST and (ord(syllable) - _FIRST) % 28 != 0
