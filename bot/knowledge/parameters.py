"""The figures that change with the year, in one file a year: data/parameters/yearly/2026.yml.

A program refers to them instead of repeating them, so that a new year is one new file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.knowledge.figures import Row, in_force, of_household, share
from bot.knowledge.problems import Problem
from bot.knowledge.yearly import YEARLY, read_years

Percent = float | str


class UnknownParameter(KeyError):
    """No year's file holds a figure of this name, or not for a household of this size."""


@dataclass(frozen=True)
class Figure:
    """One figure with the year it was set for; `last_year` where that year is over and no newer one is known.

    `reference` is the notice it stands in: title, publisher, as_of.
    """

    value: float
    year: int
    unit: str
    reference: Mapping[str, Any]
    last_year: bool


class Parameters:
    """The figures of all years. A name is that of a row ("minimum_wage") or of one value ("minimum_wage.hourly")."""

    def __init__(self, years: Mapping[int, Mapping[str, Any]]):
        self._years = dict(sorted(years.items()))

    @property
    def names(self) -> set[str]:
        """The rows of all years."""
        return {name for content in self._years.values() for name in content["figures"]}

    @property
    def references(self) -> dict[str, Mapping[str, Any]]:
        """The notices of all years, under the keys that `rows` gives them."""
        return {
            f"{year}.{key}": reference
            for year, content in self._years.items()
            for key, reference in content["references"].items()
        }

    def rows(self, name: str, percent: Percent | None = None) -> list[Row]:
        """One row a year that knows the figure, dated as those of a program's `amounts`; [] where none does.

        With a percentage, or the name of one, the rows are that share of a table by household size. A year takes the
        percentage of its own file, else the last one before.
        """
        rows = list(self._named(name))
        if percent is None:
            return rows
        shares = [(row, self._percent(percent, row["year"])) for row in rows if "1" in row]
        return [share(row, known) for row, known in shares if known is not None]

    def value(self, name: str, *, on: date, size: int | None = None, percent: Percent | None = None) -> Figure:
        """The figure in force on a day, for a household of `size` persons where it goes by size.

        Raises UnknownParameter.
        """
        rows = self.rows(name, percent)
        row = in_force(rows, on) if rows else {}
        amount = row.get("value") if size is None else of_household(row, size)
        if amount is None:
            raise UnknownParameter(f"{name} for {size} persons" if size else name)
        reference = self.references[row["reference"]]
        return Figure(amount, row["year"], row.get("unit", "won"), reference, last_year=row["year"] < on.year)

    def newest(self, name: str) -> int:
        """The last year that a row is known for."""
        return max(year for year, content in self._years.items() if name in content["figures"])

    def _percent(self, percent: Percent, year: int) -> float | None:
        if not isinstance(percent, str):
            return percent
        known = [row["value"] for row in self._named(percent) if row["year"] <= year and "value" in row]
        return float(known[-1]) if known else None

    def _named(self, name: str) -> Iterator[Row]:
        row_name, _, value_name = name.partition(".")
        for year, content in self._years.items():
            row = content["figures"].get(row_name)
            if row is None or (value_name and value_name not in row):
                continue
            dated = {"year": year, "unit": row.get("unit", "won"), "reference": f"{year}.{row['reference']}"}
            yield {**_values(row), **dated} if not value_name else {"value": row[value_name], **dated}


def _values(row: Mapping[str, Any]) -> Row:
    sizes = {str(size): amount for size, amount in enumerate(row.get("by_size", ()), start=1)}
    return {**{name: value for name, value in row.items() if name != "by_size"}, **sizes}


def parameters(folder: Path = YEARLY) -> Parameters:
    """The figures of a folder, read again where one of its files has changed."""
    return _read(folder, tuple((path, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.yml"))))


@lru_cache(maxsize=4)
def _read(folder: Path, _seen: tuple[tuple[Path, int], ...]) -> Parameters:
    return load_parameters(folder)[0]


def load_parameters(folder: Path = YEARLY) -> tuple[Parameters, list[Problem]]:
    """All years of a folder, and the problems of those that were left out; never raises on a wrong file."""
    years, problems = read_years(folder)
    return Parameters(years), problems
