"""`bokji evaluate`: the contract's measures on a labelled file, by the path that serves residents."""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.evaluation.dialogues import turns_right
from bot.evaluation.measures import measure
from bot.evaluation.report import as_data, print_report
from bot.knowledge.base import KnowledgeBase
from handoff.cli.batch import converse_line, run_batch, triage_line


def evaluate(
    labelled: Annotated[Path, typer.Argument(metavar="LABELLED.jsonl", exists=True, dir_okay=False)],
    decided: Annotated[Path | None, typer.Option(help="Take these decisions instead of deciding now.")] = None,
    figures: Annotated[Path | None, typer.Option(help="Also write the figures there, as JSON.")] = None,
    mistakes: Annotated[int, typer.Option(help="How many mistakes to show.")] = 40,
) -> None:
    """Measure the understanding on labelled messages, or dialogues (the fields of the message sample)."""
    expected = _rows(labelled)
    dialogues = all("turns" in row for row in expected)
    with tempfile.TemporaryDirectory() as folder:
        if decided is None:
            decided = Path(folder) / "decided.jsonl"
            asyncio.run(run_batch(labelled, decided, converse_line if dialogues else triage_line))
        answers = _rows(decided)
    programs = KnowledgeBase.load().programs
    if dialogues:
        typer.echo(f"turns fully right: {turns_right(expected, answers, programs)}")
        return
    measures = measure(expected, answers, programs)
    print_report(measures, mistakes)
    if figures:
        figures.write_text(json.dumps(as_data(measures), ensure_ascii=False, indent=1), encoding="utf-8")


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
