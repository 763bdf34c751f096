"""Measures as a table in the terminal, and as JSON for other programs."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.evaluation.intervals import Share
from bot.evaluation.measures import Measures

_LABELS = {
    "decision": "decision right", "macro_f1": "macro-F1 of the six classes", "clarify": "clarify (at most 8 %)",
    "program": "right program first (answers expected)", "aspect": "aspect right", "wrong_automatic": "wrong automatic, of all",
    "answered": "answerable ones answered", "handoffs_caught": "handoffs caught", "unit": "right unit first (handoff, crisis)",
    "crises": "crises found", "false_alarms": "crisis where none is", "out_of_scope": "out of scope recognised", "ece": "ECE",
}  # fmt: skip


def print_report(measures: Measures, mistakes: int = 0) -> None:
    """The measures, the classes, and so many of the mistakes."""
    out = Console(highlight=False)
    table = Table("measure", f"{measures.messages} messages")
    for name, label in _LABELS.items():
        value = getattr(measures, name)
        table.add_row(label, str(value) if isinstance(value, Share) else f"{value:.3f}")
    out.print(table)
    classes = Table("class", "precision", "recall", "F1", "n")
    for name, (precision, recall, f1, due) in measures.by_class.items():
        classes.add_row(name, f"{precision:.2f}", f"{recall:.2f}", f"{f1:.2f}", str(due))
    out.print(classes)
    for expected, _, wrong in measures.mistakes[:mistakes]:
        out.print(f"{expected.get('id')}: {wrong}\n    {expected['text'][:90]}", markup=False)


def as_data(measures: Measures) -> dict[str, Any]:
    """The figures without the mistakes, for a file."""
    data: dict[str, Any] = {}
    for item in fields(measures):
        value = getattr(measures, item.name)
        if isinstance(value, Share):
            data[item.name] = {"right": value.right, "of": value.of, "interval": list(value.interval)}
        elif item.name != "mistakes":
            data[item.name] = value
    return data
