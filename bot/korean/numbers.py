"""Numbers as people write them: 예순셋, 서른네, 6200만, 백삼십만, 54년생."""

from __future__ import annotations

import re

_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
_ONES = {
    "하나": 1,
    "한": 1,
    "둘": 2,
    "두": 2,
    "셋": 3,
    "세": 3,
    "넷": 4,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "여덜": 8,
    "아홉": 9,
}
_SINO = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
_SCALES = {"십": 10, "백": 100, "천": 1000}
_NATIVE = re.compile(f"({'|'.join(_TENS)})?({'|'.join(sorted(_ONES, key=len, reverse=True))})?")


def native(word: str) -> int | None:
    """예순셋 → 63, 스무 → 20, 셋 → 3; None for what is no such numeral."""
    match = _NATIVE.fullmatch(word)
    if not word or match is None:
        return None
    return _TENS.get(match[1] or "", 0) + _ONES.get(match[2] or "", 0)


def sino(word: str) -> int | None:
    """육십오 → 65, 백삼십 → 130, 65 → 65; None for what is no number."""
    if word.replace(",", "").isdigit():
        return int(word.replace(",", ""))
    total = digit = 0
    for letter in word:
        if letter in _SINO:
            digit = _SINO[letter]
        elif letter in _SCALES:
            total += (digit or 1) * _SCALES[letter]
            digit = 0
        else:
            return None
    return (total + digit) or None


def won(number: str, scale: str) -> int | None:
    """("340", "만") → 3,400,000; ("1억", "") is not read."""
    value = sino(number)
    return value * {"만": 10_000, "천만": 10_000_000, "억": 100_000_000, "": 1}[scale] if value is not None else None
