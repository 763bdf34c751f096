"""Writes figures as people say them: 34만 9,700원, 300만 원, 32%."""

from __future__ import annotations

from decimal import Decimal

_EOK = 100_000_000
_MAN = 10_000

UNITS = {
    "percent": "%",
    "days": "일",
    "weeks": "주",
    "months": "개월",
    "years": "년",
    "age": "세",
    "hours": "시간",
    "times": "회",
    "people": "명",
    "kwh": "kWh",
    "count": "",
}


def won(amount: float) -> str:
    """349700 → "34만 9,700원", 3000000 → "300만 원", 135000000 → "1억 3,500만 원"."""
    left = round(amount)
    if left < 0:
        raise ValueError(f"an amount of money is not negative: {amount}")
    parts: list[str] = []
    if left >= _EOK:
        parts.append(f"{left // _EOK:,}억")
        left %= _EOK
    if left >= _MAN:
        parts.append(f"{left // _MAN:,}만")
        left %= _MAN
    if left or not parts:
        parts.append(f"{left:,}원")
        return " ".join(parts)
    return " ".join(parts) + " 원"


def figure(value: float, unit: str = "won") -> str:
    """A number with its unit: figure(32, "percent") → "32%"; the units are the keys of UNITS and "won"."""
    if unit == "won":
        return won(value)
    number = Decimal(str(value)).normalize()
    return f"{number:,f}{UNITS[unit]}"
