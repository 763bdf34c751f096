"""A report as one page that needs nothing else: no script, no address, plots as SVG; made to be read and printed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.evaluation.calibration import Point
from bot.evaluation.comparison import BETTER, WORSE
from bot.evaluation.intervals import Figure, Share
from bot.evaluation.report import GROUPED, LEAST_WRITERS, Report
from bot.evaluation.terminal import bar, chance, signed

_TEMPLATES = Path(__file__).parent / "templates"
_LEAST_ANSWERED = 20  # a curve of fewer answers jumps up and down


def as_page(report: Report, mistakes: int = 40) -> str:
    """HTML; the mistakes are the most confident ones."""
    risk = [point for point in report.risk if point.answered.right >= _LEAST_ANSWERED]
    return (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            grouped=GROUPED,
            least_writers=LEAST_WRITERS,
            mistakes=report.measures.mistakes[:mistakes],
            risk=risk,
            risk_top=_top(risk),
            day=date.today(),
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "percent": percent, "figure": figure, "between": between, "signed": signed, "chance": chance, "shade": shade,
        "columns": columns,
    }  # fmt: skip
    environment.globals |= {"bar": bar, "better": BETTER, "worse": WORSE}
    return environment


def percent(value: float) -> str:
    """Two figures below ten: 2.3 %, 93 %."""
    return "–" if math.isnan(value) else f"{value * 100:.1f} %" if value < 0.0995 else f"{value * 100:.0f} %"


def figure(value: Figure) -> str:
    """A share as a percentage, anything else as a number."""
    return percent(value.value) if isinstance(value, Share) else f"{value.value:.3f}"


def between(value: Figure) -> str:
    low, high = value.interval
    return f"{percent(low)} and {percent(high)}" if isinstance(value, Share) else f"{low:.3f} and {high:.3f}"


def shade(number: int, of: int) -> int:
    """How dark a cell of a confusion matrix is, in percent; a single message can still be seen."""
    return round(8 + 62 * math.sqrt(number / of)) if number else 0


def columns(matrix: Mapping[str, Mapping[str, int]]) -> list[str]:
    """The columns of a confusion matrix that hold anything."""
    names = dict.fromkeys(name for row in matrix.values() for name in row)
    return [name for name in names if name in matrix or any(row[name] for row in matrix.values())]


def _top(risk: Sequence[Point]) -> float:
    """Where the axis of wrong answers ends: at a whole 5 %."""
    highest = max((point.wrong.interval[1] for point in risk), default=0.05)
    return math.ceil(highest * 20) / 20
