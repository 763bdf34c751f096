"""Spoils clean messages as thumbs, haste and age do, with a seed, so that training meets what residents send."""

from __future__ import annotations

import random

_NEIGHBOURS = {
    "ㅐ": "ㅔ",
    "ㅔ": "ㅐ",
    "ㅚ": "ㅙ",
    "ㅙ": "ㅚ",
    "ㅗ": "ㅜ",
    "ㅓ": "ㅏ",
    "ㅏ": "ㅓ",
    "ㅡ": "ㅜ",
    "ㅕ": "ㅓ",
    "ㅛ": "ㅕ",
    "ㅢ": "ㅣ",
}
_ENDINGS = [
    ("요", "여"),
    ("요", "욤"),
    ("세요", "세여"),
    ("습니까", "슴까"),
    ("어떻게", "어케"),
    ("어떻게", "어떠케"),
    ("뭐", "머"),
    ("많이", "마니"),
    ("되나요", "돼나요"),
    ("돼요", "되요"),
    ("해요", "해여"),
    ("있나요", "잇나요"),
    ("았", "앗"),
    ("었", "엇"),
    ("있", "잇"),
    ("없", "업"),
    ("않", "안"),
    ("싶", "십"),
    ("괜찮", "갠찬"),
    ("주세요", "주세여"),
    ("얼마예요", "얼마에여"),
    ("는데", "는디"),
    ("할까요", "할까여"),
    ("인가요", "인가여"),
    ("하고", "하구"),
    ("의", "에"),
]
_VOWEL = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FIRST = 0xAC00


def spoil(text: str, dice: random.Random) -> str:
    """One noisy copy: some of no spaces, a phonetic ending, a slip of a letter, a lost or doubled letter."""
    if dice.random() < 0.5:
        old, new = dice.choice(_ENDINGS)
        text = text.replace(old, new)
    if dice.random() < 0.45:
        text = text.replace(" ", "")
    elif dice.random() < 0.3:
        text = "".join(" " if c == " " and dice.random() < 0.6 else "" if c == " " else c for c in text)
    if dice.random() < 0.5 and len(text) > 4:
        place = dice.randrange(len(text))
        text = text[:place] + _slip(text[place], dice) + text[place + 1 :]
    return text.rstrip("?.!~") if dice.random() < 0.4 else text


def _slip(letter: str, dice: random.Random) -> str:
    code = ord(letter) - _FIRST
    if not 0 <= code < 11172 or dice.random() < 0.1:
        return ""
    lead, vowel, tail = code // 588, code % 588 // 28, code % 28
    if dice.random() < 0.6:
        vowel = _VOWEL.index(_NEIGHBOURS.get(_VOWEL[vowel], _VOWEL[vowel]))
    elif tail:
        tail = 0
    else:
        tail = dice.choice((1, 4, 8, 16, 17, 21))
    return chr(_FIRST + lead * 588 + vowel * 28 + tail)
