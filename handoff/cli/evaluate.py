"""`bokji evaluate`: the contract's measures on a labelled file, by the path that serves residents."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.evaluation.comparison import Change, compare_figures, compare_paired
from bot.evaluation.data import as_data, figures_of
from bot.evaluation.judged import Judged, is_dialogues, judge
from bot.evaluation.measures import measures_of
from bot.evaluation.page import as_page
from bot.evaluation.report import make_report
from bot.evaluation.terminal import print_report
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.program import Program
from handoff.cli.batch import converse_line, run_batch, triage_line
from handoff.errors import HandoffError

Rows = list[dict[str, Any]]


class NotComparable(HandoffError):
    """What to compare with is neither a file of figures nor decisions on the same lines."""

    code = "not_comparable"


def evaluate(
    labelled: Annotated[Path, typer.Argument(metavar="LABELLED.jsonl", exists=True, dir_okay=False)],
    decided: Annotated[Path | None, typer.Option(help="Take these decisions instead of deciding now.")] = None,
    figures: Annotated[Path | None, typer.Option(help="Also write the figures there, as JSON.")] = None,
    html: Annotated[Path | None, typer.Option(help="Also write the report there, as one page with plots.")] = None,
    against: Annotated[
        Path | None, typer.Option(help="Compare with another model: its figures (.json) or its decisions (.jsonl).")
    ] = None,
    mistakes: Annotated[int, typer.Option(help="How many mistakes to show, the most confident first.")] = 40,
) -> None:
    """Measure the understanding on labelled messages, or dialogues (the fields of the message sample)."""
    expected = _rows(labelled)
    judged = _judged(expected, _rows(decided) if decided else _decide(labelled, expected))
    changes = _compare(expected, judged, against) if against else []
    report = make_report(labelled.name, judged, changes, against.name if against else "")
    print_report(report, mistakes)
    if figures:
        figures.write_text(json.dumps(as_data(report), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if html:
        html.write_text(as_page(report, mistakes), encoding="utf-8")


def _decide(labelled: Path, expected: Rows) -> Rows:
    with tempfile.TemporaryDirectory() as folder:
        decided = Path(folder) / "decided.jsonl"
        asyncio.run(run_batch(labelled, decided, converse_line if is_dialogues(expected) else triage_line))
        return _rows(decided)


def _judged(expected: Rows, decided: Rows) -> list[Judged]:
    if [row.get("id") for row in expected] != [row.get("id") for row in decided]:
        raise typer.BadParameter("the decisions are not those on the labelled lines, in their order")
    return judge(expected, decided, _programs())


@cache
def _programs() -> Mapping[str, Program]:
    return KnowledgeBase.load().programs


def _compare(expected: Rows, judged: Sequence[Judged], other: Path) -> list[Change]:
    try:
        if other.suffix == ".json":
            stored = json.loads(other.read_text(encoding="utf-8"))
            return compare_figures(figures_of(stored["measures"]), measures_of(judged).figures)
        return compare_paired(_judged(expected, _rows(other)), judged)
    except (OSError, ValueError, KeyError, TypeError, typer.BadParameter) as fault:
        raise NotComparable() from fault


def _rows(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
