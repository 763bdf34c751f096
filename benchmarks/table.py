"""The table of a run, in the terminal and as the page that is kept."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.table import Table

from benchmarks.figures import Row

_HEADS = ("what", "ours", "stock", "ours / stock", "bar", "")


def print_tables(rows: Sequence[Row], parts: Mapping[str, float], notes: Sequence[str]) -> None:
    """Rows in bold miss their bar."""
    out = Console(highlight=False, width=None if sys.stdout.isatty() else 150)
    table = Table(*_HEADS)
    for row in rows:
        table.add_row(*row.cells(), style="bold red" if row.holds is False else None)
    out.print(table)
    out.print(_parts_table(parts))
    for note in notes:
        out.print(f"- {note}", markup=False)


def page(rows: Sequence[Row], parts: Mapping[str, float], notes: Sequence[str]) -> str:
    """The same as Markdown."""
    return "\n".join(
        [
            "# Understanding, beside stock Rasa in one run",
            *_markdown(_HEADS, [row.cells() for row in rows]),
            "",
            *(f"- {note}" for note in notes),
            "",
            "## Where the time of one message goes",
            *_markdown(("part of config.yml", "mean ms"), [(name, f"{ms:.2f}") for name, ms in parts.items()]),
            "",
        ]
    )


def _parts_table(parts: Mapping[str, float]) -> Table:
    table = Table("part of config.yml", "mean ms")
    for name, milliseconds in parts.items():
        table.add_row(name, f"{milliseconds:.2f}")
    return table


def _markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
