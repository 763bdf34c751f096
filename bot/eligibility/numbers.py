"""A number told in words of one's own: 67세, 예순일곱, 세 살, 15개월, 150만원, 1억 3천만 원."""

from __future__ import annotations

import re

from bot.eligibility.values import Interval
from bot.korean.numbers import native, sino

POLITE = r"(?:이?요|입니다|이에요|예요|에요|되요|돼요|됐어요|정도|쯤|이나|인데|임|살아요|벌어요|받아요|있어요)*"

_COUNTED = re.compile(rf"만?([\d,]+|[가-힣]+?)(개월|세|살|명|년|일|번|회)?{POLITE}")
_MONEY = re.compile(rf"(?:월|한달에?)?(?:([\d가-힣]+?)억)?(?:([\d,가-힣]+?)만)?([\d,]+)?(원)?{POLITE}")
_NOTHING = re.compile(r".{0,6}(?:없|안계)(?:어요?|습니다|음|으?세요|십니다|는데요?)")
_COUNTERS = {"age": "세살", "months": "개월", "people": "명", "days": "일", "years": "년", "times": "번회"}
_EOK, _MAN = 100_000_000, 10_000
_BARE = 10  # a bare number below could be that of a choice
_SPELLED = str.maketrans("123456789", "일이삼사오육칠팔구")


def read_number(bare: str, unit: str) -> Interval | None:
    """The number of a squeezed reply; 세 살 is 36 to 47 months. None for a number of something else."""
    if unit == "won":
        amount = _money(bare)
        return None if amount is None else Interval(amount, amount)
    match = _COUNTED.fullmatch(bare)
    number = match and _count(match[1])
    if not match or not number:
        return None
    counter = match[2]
    if unit == "months" and counter in ("세", "살"):
        return Interval(number * 12, number * 12 + 11)
    if counter is None:
        return Interval(number, number) if number >= _BARE or unit == "people" else None
    return Interval(number, number) if counter in _COUNTERS.get(unit, "") else None


def _money(bare: str) -> int | None:
    """In won; a bare 150 is 150만, and 없어요 nothing."""
    if _NOTHING.fullmatch(bare):
        return 0
    match = _MONEY.fullmatch(bare)
    if match is None or not any(match.groups()[:3]):
        return None
    eok, man, rest = (_count(part) if part else 0 for part in match.groups()[:3])
    if eok is None or man is None or rest is None:
        return None
    if not eok and not man and not match[4]:
        return rest * _MAN if rest >= _BARE else None
    return eok * _EOK + man * _MAN + rest


def _count(words: str) -> int | None:
    """67, 예순일곱, 백삼십, 5천."""
    return sino(words) or native(words) or sino(words.translate(_SPELLED))
