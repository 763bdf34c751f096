"""`bokji`: every command of the service. Each imports what it needs when it runs, so that `--help` is quick."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from handoff.errors import HandoffError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The welfare desk that a whole city texts.",
)

Source = Annotated[Path, typer.Argument(metavar="IN.jsonl", exists=True, dir_okay=False, readable=True)]
Target = Annotated[Path, typer.Argument(metavar="OUT.jsonl", dir_okay=False, writable=True)]


@app.command()
def train(force: Annotated[bool, typer.Option("--force", help="Also where a model fits already.")] = False) -> None:
    """Train a model where none fits the data, the domain and the pipeline."""
    from bot.cli.train import train as train_model

    raise typer.Exit(train_model(force))


@app.command()
def triage(source: Source, target: Target) -> None:
    """Decide and answer each message of a file as if a resident had sent it; nothing is stored or sent."""
    from handoff.cli.batch import run_batch, triage_line

    _batch(run_batch(source, target, triage_line))


@app.command()
def converse(source: Source, target: Target) -> None:
    """The same for whole conversations, turn by turn."""
    from handoff.cli.batch import converse_line, run_batch

    _batch(run_batch(source, target, converse_line))


@app.command()
def chat(channel: Annotated[str, typer.Option(help="sms or kakao")] = "sms") -> None:
    """Text with the bot in the terminal, by the path that serves residents; an empty line ends it."""
    from handoff.cli.chat import chat as talk

    _batch(talk(channel))


def _batch(work: Any) -> None:
    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _register() -> None:
    from bot.cli.explain import explain
    from bot.cli.kb import app as kb
    from handoff.cli.counselor import app as counselor
    from handoff.cli.crises import app as crises
    from handoff.cli.evaluate import evaluate
    from handoff.cli.export import app as export
    from handoff.cli.imports import import_programs
    from handoff.cli.serve import serve

    app.command()(serve)
    app.command()(explain)
    app.command()(evaluate)
    kb.command("import")(import_programs)
    kb.add_typer(export, name="export")
    app.add_typer(kb, name="kb")
    app.add_typer(counselor, name="counselor")
    app.add_typer(crises, name="crises")


_register()


def main() -> None:
    """The entry point: an error of the service is one line and exit code 2, never a traceback."""
    try:
        app()
    except HandoffError as error:
        print(f"bokji: {error}", file=sys.stderr)
        sys.exit(2)
