"""`bokji crises`: what counselors made of flagged dangers, for the next training of the crisis net."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import DBAPIError

from handoff.cases.marks import Mark, marks
from handoff.db import DatabaseUnusable, transaction

app = typer.Typer(no_args_is_help=True, help="Dangers that were flagged, and what counselors made of them.")
File = Annotated[Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Written here; else shown.")]


@app.callback()
def crises() -> None:
    """Dangers that were flagged, and what counselors made of them."""


@app.command()
def export(into: File = None) -> None:
    """JSON lines: text (numbers and addresses hidden), label (a kind, or none), flagged (as what), at, by (a code)."""
    try:
        with transaction() as session:
            found = list(marks(session))
    except DBAPIError as error:
        raise DatabaseUnusable(f"the database cannot be used ({type(error.orig).__name__})") from None
    if into is None:
        for mark in found:
            typer.echo(_line(mark))
        return
    into.write_text("".join(f"{_line(mark)}\n" for mark in found), encoding="utf-8")
    counts = Counter(mark.label for mark in found).most_common()
    typer.echo(", ".join([f"{into}: {len(found)} messages", *(f"{count} {label}" for label, count in counts)]))


def _line(mark: Mark) -> str:
    return json.dumps(mark._asdict() | {"at": mark.at.isoformat()}, ensure_ascii=False)
