"""The figure of a rule on a day: written in the rule, or by dated rows, the newest of which is in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Protocol

from bot.eligibility.values import Facts, Interval
from bot.knowledge.figures import of_household

HOUSEHOLD = "household_size"


@dataclass(frozen=True)
class Reference:
    """Where a rule or figure stands, and as of when."""

    title: str
    as_of: date


@dataclass(frozen=True)
class Figure:
    """All that a figure may be while the fact that picks it (how many live there, alone or a couple) is not told.

    `year` is the one it was set for, where it is set anew every year.
    """

    low: float
    high: float
    reference: Reference | None = None
    year: int | None = None

    @property
    def exact(self) -> bool:
        return self.low == self.high


class Bound(Protocol):
    """`by` is the fact that picks one of several figures, where there is one."""

    @property
    def by(self) -> str | None: ...

    def on(self, day: date, facts: Facts) -> Figure | None:
        """The figure in force on a day; None where none is known for it."""
        ...


@dataclass(frozen=True)
class Fixed:
    value: int
    by: None = None

    def on(self, day: date, facts: Facts) -> Figure:
        return Figure(self.value, self.value)


@dataclass(frozen=True)
class Row:
    """In force from `begins` until the next row begins.

    `values` are named by the values of the fact that picks, by the size of the household, or the only one `value`.
    """

    begins: date
    values: Mapping[str, float]
    reference: Reference
    year: int | None = None


@dataclass(frozen=True)
class Dated:
    rows: tuple[Row, ...]
    by: str | None = None

    def on(self, day: date, facts: Facts) -> Figure | None:
        begun = [row for row in self.rows if row.begins <= day]
        if not begun:
            return None
        row = max(begun, key=lambda row: row.begins)
        values = list(self._possible(row.values, facts))
        return Figure(min(values), max(values), row.reference, row.year) if values else None

    def _possible(self, values: Mapping[str, float], facts: Facts) -> Iterator[float]:
        told = facts.get(self.by or "")
        if self.by == HOUSEHOLD:
            sizes = told if isinstance(told, Interval) else Interval(1)
            yield from (_of_size(values, size) for size in (max(sizes.low, 1), sizes.high))
        else:
            yield from (v for name, v in values.items() if not isinstance(told, frozenset) or name in told)


def _of_size(values: Mapping[str, float], size: float) -> float:
    found = None if size == inf else of_household(dict(values), int(size))
    return inf if found is None else found
