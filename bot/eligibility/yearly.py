"""The figures of data/parameters/yearly/ as dated rows of a rule: 기준 중위소득, 선정기준액."""

from __future__ import annotations

from datetime import date

from bot.eligibility.bounds import Reference, Row
from bot.knowledge.figures import value_names
from bot.knowledge.parameters import Percent, parameters


def yearly_rows(name: str, percent: Percent | None = None) -> tuple[Row, ...]:
    """One row a year; none where no year knows the figure."""
    known = parameters()
    found = []
    for row in known.rows(name, percent):
        reference = known.references[row["reference"]]
        figures = {value: row[value] for value in value_names(row)}
        source = Reference(reference["title"], date.fromisoformat(reference["as_of"]))
        found.append(Row(date(row["year"], 1, 1), figures, source, year=row["year"]))
    return tuple(found)
