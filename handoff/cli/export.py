"""`bokji kb export`: what staff approved, as data files; what is in force, as HSDS."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import DBAPIError

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.directory import OFFICES, directory
from bot.knowledge.hsds.export import hsds as in_hsds
from bot.paths import DATA
from handoff.cases.hours import SEOUL
from handoff.db import DatabaseUnusable, transaction
from handoff.knowledge.export import export_files
from handoff.settings import settings

app = typer.Typer(no_args_is_help=True, help="What staff approved, for keeping and shipping.")
Folder = Annotated[
    Path, typer.Option(metavar="DIR", file_okay=False, help="A folder like data/; data/ itself if none.")
]
File = Annotated[Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Written here; else shown.")]
Office = Annotated[str | None, typer.Option(help="dongjak or jinju; this service's own if none.")]


@app.callback()
def export() -> None:
    """What staff approved, for keeping and shipping."""


@app.command()
def files(into: Folder = DATA) -> None:
    """Writes approved programs and desks as YAML, changing only the lines that say something else now.

    An entry whose data file was changed, too, since staff took it up is listed and left alone: exit code 1.
    """
    try:
        with transaction() as session:
            exported = export_files(session, into)
    except DBAPIError as error:
        raise DatabaseUnusable(f"the database cannot be used ({type(error.orig).__name__})") from None
    for path in exported.written:
        typer.echo(str(path))
    for entry_id in exported.left_out:
        typer.echo(f"{entry_id}: left out, its data file was changed as well", err=True)
    typer.echo(f"{len(exported.written)} files written")
    raise typer.Exit(1 if exported.left_out else 0)


@app.command()
def hsds(into: File = None, office: Office = None) -> None:
    """Desks and programs in force as JSON of the Human Services Data Specification 3 (Open Referral)."""
    office = office or settings().office
    if office not in OFFICES:
        raise typer.BadParameter(f"no such office; there are {', '.join(OFFICES)}", param_hint="--office")
    exported = in_hsds(KnowledgeBase.load(), directory(), office, datetime.now(SEOUL).date())
    text = json.dumps(exported, ensure_ascii=False, indent=1)
    if into is None:
        typer.echo(text)
        return
    into.write_text(f"{text}\n", encoding="utf-8")
    typer.echo(f"{into}: " + ", ".join(f"{len(rows)} {name.replace('_', ' ')}" for name, rows in exported.items()))
