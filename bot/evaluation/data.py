"""A report as JSON for other programs, and the figures read back from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.evaluation.classes import ClassScores
from bot.evaluation.intervals import Estimate, Figure, Share
from bot.evaluation.report import Report


def as_data(report: Report) -> dict[str, Any]:
    """Everything but the messages."""
    return {
        "labelled": report.name,
        "messages": report.measures.messages,
        "measures": figures_data(report.measures.figures),
        "classes": {name: _class(scores) for name, scores in report.measures.by_class.items()},
        "aspects": {name: figures_data(group) for name, group in report.aspects.items()},
        "writers": {name: figures_data(group) for name, group in report.writers.items()},
        "decisions": report.decisions,
        "aspects_taken_for": report.taken_for,
        "reliability": [{"confidence": round(b.confidence, 4), **_figure(b.right)} for b in report.reliability],
        "risk_coverage": [
            {"threshold": p.threshold, "answered": p.answered.value, "wrong": p.wrong.value} for p in report.risk
        ],
    }


def figures_data(figures: Mapping[str, Figure]) -> dict[str, Any]:
    """A figure of no message is left out."""
    return {name: _figure(figure) for name, figure in figures.items() if figure.known}


def figures_of(data: Mapping[str, Any]) -> dict[str, Figure]:
    """The figures of `figures_data`; KeyError where something else is given."""
    return {
        name: Share(found["right"], found["of"])
        if "of" in found
        else Estimate(found["value"], tuple(found["interval"]))
        for name, found in data.items()
    }


def _figure(figure: Figure) -> dict[str, Any]:
    counted = {"right": figure.right, "of": figure.of} if isinstance(figure, Share) else {}
    return {"value": round(figure.value, 4), **counted, "interval": [round(bound, 4) for bound in figure.interval]}


def _class(scores: ClassScores) -> dict[str, Any]:
    return {
        "n": scores.recall.of, "f1": round(scores.f1, 4),
        **figures_data({"precision": scores.precision, "recall": scores.recall}),
    }  # fmt: skip
