"""`bokji kb import`: takes programs from an official source, live or from files, and publishes what came of it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from handoff.knowledge.imports.compare import Changes
    from handoff.knowledge.imports.faults import Stopped


class Source(StrEnum):
    bokjiro_central = "bokjiro-central"
    bokjiro_local = "bokjiro-local"
    gov24 = "gov24"
    youthcenter = "youthcenter"


Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[FILE]...", exists=True, dir_okay=False, help="XML, JSON, JSONL or CSV, .gz too."),
]
AsOf = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day of the files' data; else when they were written.")
]


def import_programs(
    source: Source,
    files: Files = None,
    as_of: AsOf = None,
    allow_shrink: Annotated[bool, typer.Option("--allow-shrink", help="Mark as gone whatever is missing.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    all_lines: Annotated[bool, typer.Option("--all", help="Name every program, not the first 50 of a kind.")] = False,
) -> None:
    """Import programs of a source, live with the operator's key or from FILEs; exit code 1 where some were refused."""
    from handoff.cli.import_report import print_report
    from handoff.migrations.state import prepare_database

    day = as_of.date() if as_of else None
    _check_day(day, files)
    prepare_database()
    changes, stopped = _import(source.value, files, day, allow_shrink=allow_shrink, dry_run=dry_run)
    print_report(source.value, changes, most=None if all_lines else 50, dry_run=dry_run)
    if not dry_run:
        _publish()
    if stopped:
        typer.echo(f"stopped: {str(stopped).rstrip('.')}. Run the same command again to go on from here.")
    raise typer.Exit(1 if changes.refused or stopped else 0)


def _import(
    source: str, files: list[Path] | None, day: date | None, *, allow_shrink: bool, dry_run: bool
) -> tuple[Changes, Stopped | None]:
    if files:
        from handoff.knowledge.imports.files import import_files

        return import_files(source, files, day, allow_shrink=allow_shrink, dry_run=dry_run), None
    from handoff.cli.import_report import progress_bar
    from handoff.knowledge.imports.live import import_live
    from handoff.settings import settings

    with progress_bar() as progress:
        return import_live(source, settings(), progress, allow_shrink=allow_shrink, dry_run=dry_run)


def _check_day(day: date | None, files: list[Path] | None) -> None:
    """A day to come would make everything that is imported until then look old."""
    from handoff.db import utc_now
    from handoff.knowledge.imports.batch import korean_day

    if day and not files:
        raise typer.BadParameter("--as-of goes with files; what is read live is of today")
    if day and day > korean_day(utc_now()):
        raise typer.BadParameter(f"{day} is still to come")


def _publish() -> None:
    from handoff.knowledge.publish import publish

    typer.echo(f"published as version {publish()}")
