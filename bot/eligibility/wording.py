"""Figures and ranges as residents read them: 65세 이상, 약 208만 원 이하, 2세 이상 9세 미만."""

from __future__ import annotations

from math import inf

from bot.eligibility.values import Interval
from bot.korean.amounts import figure, won

_EOK = 100_000_000
_MAN = 10_000


def figure_words(value: float, unit: str) -> str:
    """A figure of a rule: 34만 9,700원, 65세, 9세 (of 108 months), 11개월."""
    if unit == "months" and value >= 24 and value % 12 == 0:
        return figure(value // 12, "age")
    return figure(value, unit)


def range_words(known: Interval, unit: str) -> str:
    """A range of whole numbers; both its ends belong to it."""
    if known.low == known.high:
        return figure_words(known.low, unit)
    if known.high == inf:
        return _from(known.low, unit)
    return _up_to(known.high, unit) if known.low <= 0 else _between(known, unit)


def _between(known: Interval, unit: str) -> str:
    """19~64세, 2세~9세 미만, 82만~123만 원: short enough for a button."""
    if unit == "months":
        return f"{figure_words(known.low, unit)}~{figure_words(known.high + 1, unit)} 미만"
    low = _about(known.low) if unit == "won" else figure_words(known.low, unit)
    high = _about(known.high) if unit == "won" else figure_words(known.high, unit)
    bare = low.removesuffix(" 원") if unit == "won" else f"{known.low:.0f}"
    return f"{bare}~{high.removeprefix('약 ')}"


def _from(low: float, unit: str) -> str:
    """20세 이상; of money that is counted up to a round figure: 247만 원 넘음."""
    if unit == "won" and low % _MAN:
        return f"{_about(low - 1)} 넘음"
    return f"{figure_words(low, unit)} 이상"


def _up_to(high: float, unit: str) -> str:
    """64세 이하, 2세 미만 (of 23 months), 약 208만 원 이하, 200만 원 미만 (of 1,999,999)."""
    if unit == "months" or (unit == "won" and high % _MAN == _MAN - 1):
        return f"{figure_words(high + 1, unit)} 미만"
    if unit == "won":
        return f"{_about(high)} 이하"
    return f"{figure_words(high, unit)} 이하"


def _about(amount: float) -> str:
    """A sum as nobody needs to know it more exactly: to ten thousand won, and to a million from a hundred million on."""
    step = 100 * _MAN if amount >= _EOK else _MAN
    rounded = round(amount / step) * step
    return won(amount) if rounded == amount else f"약 {won(rounded)}"
