"""What an import shows: a bar with rate and time left while it reads, then what changed, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from bot.knowledge.imported import Imported
from handoff.knowledge.imports import harvest
from handoff.knowledge.imports.compare import Changes


class _Rate(ProgressColumn):
    """Answers a second, of the last while."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "–/s")


@contextmanager
def progress_bar() -> Iterator[harvest.Progress]:
    """On standard error, so that the report can be kept in a file."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what)
            bar.update(tasks[what], completed=done, total=total)

        yield show


def print_report(source: str, changes: Changes, *, most: int | None, dry_run: bool = False) -> None:
    """Numbers first, then at most `most` programs of each kind; every refused row, with its place."""
    counts = {name: number for name, number in changes.counts.items() if name != "missing"}
    would = "would be " if dry_run else ""
    typer.echo(f"{source}: {would}" + ", ".join(f"{number} {name}" for name, number in counts.items()))
    _print("new", [_name(record) for record in changes.new], most)
    _print("changed", [f"{_name(c.after)}: {', '.join(c.fields)}" for c in changes.changed], most)
    _print("gone", [_name(record) for record in changes.gone], most)
    _print("back", [_name(record) for record in changes.back], most)
    _print("refused", [f"{refused.place}: {refused.reason}" for refused in changes.refused], None)
    if changes.kept:
        typer.echo(f"{changes.missing} known programs are missing here and stay as they are: {changes.kept}.")


def _print(kind: str, lines: Sequence[str], most: int | None) -> None:
    for line in lines[:most]:
        typer.echo(f"  {kind:8} {line}")
    if most is not None and len(lines) > most:
        typer.echo(f"  {kind:8} … and {len(lines) - most} more (--all names them)")


def _name(record: Imported) -> str:
    return f"{record.id} {record.name}"
