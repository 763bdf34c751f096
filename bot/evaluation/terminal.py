"""A report in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from bot.evaluation.comparison import Change
from bot.evaluation.intervals import Estimate
from bot.evaluation.measures import Measure, Measures
from bot.evaluation.report import GROUPED, Group, Report


def print_report(report: Report, mistakes: int = 0, console: Console | None = None) -> None:
    """The measures, classes, aspects and writers, the comparison, and so many of the mistakes."""
    out = console or Console(highlight=False)
    out.print(_measures(report))
    out.print(_classes(report.measures))
    out.print(_groups("aspect", report.aspects), _groups("writer", report.writers))
    if report.changes:
        out.print(_changes(report.changes, report.against))
    for expected, decided, wrong in report.measures.mistakes[:mistakes]:
        sure = f"{decided.get('confidence') or 0:.2f}"
        out.print(f"{sure} {expected.get('id')}: {wrong}\n     {expected['text'][:90]}", markup=False)


def _measures(report: Report) -> Table:
    table = Table("measure", report.counted, "wanted", title=report.name)
    for m in report.shown:
        figure = report.measures.figures[m.name]
        table.add_row(m.short, str(figure), bar(m, figure.value))
    return table


def bar(m: Measure, value: float) -> str:
    """What is wanted, and a mark where it is not reached."""
    if m.wanted is None:
        return ""
    wanted = f"{m.wanted:.2f}" if m.whole else f"{m.wanted:.0%}"
    return f"{'≤' if m.fewer else '≥'} {wanted}{'' if m.meets(value, m.wanted) else ' ✗'}"


def _classes(measures: Measures) -> Table:
    table = Table("class", "precision", "recall", "F1")
    for name, scores in measures.by_class.items():
        table.add_row(name, str(scores.precision), str(scores.recall), f"{scores.f1:.2f}")
    return table


def _groups(kind: str, groups: Mapping[str, Group]) -> Table:
    table = Table(kind, "n", *(m.name.replace("_", " ") for m in GROUPED))
    for name, group in groups.items():
        shares = (f"{group[m.name].value:.0%}" if group[m.name].known else "-" for m in GROUPED)
        table.add_row(name, str(group["right"].of), *shares)
    return table


def _changes(changes: Sequence[Change], against: str) -> Table:
    table = Table("measure", "was", "is", "apart", "won:lost", "p", "", title=f"against {against}")
    for change in changes:
        tally = "" if change.won is None else f"{change.won}:{change.lost}"
        figures = (f"{change.old.value:.3f}", f"{change.new.value:.3f}", signed(change.apart))
        table.add_row(change.measure.short, *figures, tally, chance(change.chance), change.verdict)
    return table


def signed(apart: Estimate) -> str:
    low, high = apart.interval
    return f"{apart.value:+.3f} ({low:+.3f} to {high:+.3f})"


def chance(p: float | None) -> str:
    return "" if p is None else "< 0.001" if p < 0.001 else f"{p:.3f}"
