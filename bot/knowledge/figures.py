"""A dated row of figures: which one is in force on a day, a household's share of it, how it stands in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bot.korean.amounts import figure

Row = dict[str, Any]

# How a table by household size is told to somebody who has not said how many they are.
TABLES = {"household": (1, 2, 4), "family": (2, 3, 4)}
_ROW_KEYS = {"year", "from", "unit", "reference"}


def in_force(rows: Iterable[Row], day: date) -> Row:
    """The row of a day; before the first one, the first one."""
    ordered = sorted(rows, key=_begins)
    begun = [row for row in ordered if _begins(row) <= day]
    return begun[-1] if begun else ordered[0]


def _begins(row: Row) -> date:
    return date(row["year"], 1, 1) if "year" in row else date.fromisoformat(row["from"])


def value_names(row: Row) -> set[str]:
    """The named values of a row of figures, without its date, unit and reference."""
    return set(row) - _ROW_KEYS


def has_value(row: Row, name: str) -> bool:
    """Whether a text may name this value: one of the row's own, or a table where the row goes by household size."""
    return name in value_names(row) or (name in TABLES and all(str(size) in row for size in TABLES[name]))


def of_household(row: Row, persons: int) -> float | None:
    """The figure for a household; one too large for the table adds `more` for each further person, else None."""
    if str(persons) in row:
        return float(row[str(persons)])
    beyond = persons - _largest(row)
    return float(row[str(_largest(row))] + beyond * row["more"]) if beyond > 0 and "more" in row else None


def share(row: Row, percent: float) -> Row:
    """A percentage of a table by household size, to the won, as the 기준 중위소득 notice rounds its own shares.

    Beyond seven persons the notice adds what the seventh adds to the sixth; so does `more` here.
    """
    shares = {name: _rounded(row[name], percent) for name in sorted(_sizes(row), key=int)}
    *_, sixth, seventh = shares.values()
    return {**row, **shares, "more": seventh - sixth, "percent": percent}


def _rounded(amount: float, percent: float) -> int:
    exact = Decimal(str(amount)) * Decimal(str(percent)) / 100
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def written(row: Row, name: str, persons: int | None = None) -> str:
    """A value of a row as it stands in a text; `persons` picks the household's own line out of a table."""
    if name in TABLES:
        return _told(row, TABLES[name], persons)
    unit = "percent" if name == "percent" else row.get("unit", "won")
    return figure(row[name], unit)


def _told(row: Mapping[str, Any], usual: tuple[int, ...], persons: int | None) -> str:
    unit = row.get("unit", "won")
    own = of_household(dict(row), persons) if persons else None
    if persons and own is not None:
        beyond = persons - _largest(row)
        how = f"({_largest(row)}인 기준에 {beyond}명 몫을 더한 값)" if beyond > 0 else ""
        return f"{persons}인 가구 {figure(own, unit)}{how}"
    first, *others = (figure(row[str(size)], unit) for size in usual)
    return ", ".join(
        [f"{usual[0]}인 가구 {first}", *(f"{s}인 {told}" for s, told in zip(usual[1:], others, strict=True))]
    )


def _sizes(row: Mapping[str, Any]) -> list[str]:
    return [name for name in row if name.isdigit()]


def _largest(row: Mapping[str, Any]) -> int:
    return max((int(name) for name in _sizes(row)), default=0)
