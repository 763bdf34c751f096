"""All that one run measured, and the rows of its table: ours beside stock, their ratio, and the bar that ours must hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.training import Trained
from benchmarks.turns import Turns
from bot.evaluation.intervals import Share

_PARSE_MS, _PARSE_RATIO, _LATE_RATIO, _TRAINING_S, _LOADING_S, _MEMORY_GB = 3.0, 0.5, 1.5, 90, 4.0, 0.9


@dataclass(frozen=True)
class Side:
    """What was measured of one model; `parsing` is its part of benchmarks/side_by_side.py's result."""

    trained: Trained
    loading: dict[str, float]
    parsing: dict[str, Any]
    turns: Turns

    @property
    def lateness(self) -> float:
        """How much longer a late turn takes than the tenth."""
        return self.turns.late / self.turns.tenth


@dataclass(frozen=True)
class Row:
    """`holds` is None where there is no bar."""

    what: str
    ours: str
    stock: str
    ratio: str
    bar: str = ""
    holds: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """As text, the verdict as a word."""
        verdict = {None: "", True: "holds", False: "missed"}[self.holds]
        return self.what, self.ours, self.stock, self.ratio, self.bar, verdict


def rows(ours: Side, stock: Side, length: int) -> Iterator[Row]:
    """The costs, then what is right."""
    yield from _parsing(ours, stock)
    yield from _turns(ours, stock, length)
    yield from _machine(ours, stock)
    yield from _right(ours, stock)


def _parsing(ours: Side, stock: Side) -> Iterator[Row]:
    mine, theirs = ours.parsing["parse_ms"], stock.parsing["parse_ms"]
    yield Row(
        "NLU of one message, in process, median ms", f"{mine:.2f}", f"{theirs:.2f}", f"{mine / theirs:.2f}",
        f"≤ {_PARSE_MS:g} and ≤ {_PARSE_RATIO:g} of stock", mine <= _PARSE_MS and mine <= _PARSE_RATIO * theirs,
    )  # fmt: skip
    yield _compared("the same, p99 ms", ours.parsing["parse_p99_ms"], stock.parsing["parse_p99_ms"], ".2f")


def _turns(ours: Side, stock: Side, length: int) -> Iterator[Row]:
    yield _compared("tenth turn of a conversation, median ms", ours.turns.tenth, stock.turns.tenth, ".1f")
    yield _compared(f"turn after {length}, median ms", ours.turns.late, stock.turns.late, ".1f")
    yield _compared("turn late against tenth, times", ours.lateness, stock.lateness, ".2f", _LATE_RATIO)


def _machine(ours: Side, stock: Side) -> Iterator[Row]:
    yield _compared("training, s", ours.trained.seconds, stock.trained.seconds, ".0f", _TRAINING_S)
    yield _compared(
        "loading the model, after imports, s", ours.loading["model"], stock.loading["model"], ".1f", _LOADING_S
    )
    yield _compared("the same, to the first message parsed, s", ours.loading["first"], stock.loading["first"], ".1f")
    yield _compared("memory of the Rasa process, GB", ours.turns.memory, stock.turns.memory, ".2f", _MEMORY_GB)


def _right(ours: Side, stock: Side) -> Iterator[Row]:
    for name, what in (
        ("kinds", "kind of message right, by the top intent"),
        ("aspects", "aspect of a question right, by the top intent"),
        ("fallbacks", "handed to nlu_fallback"),
    ):
        mine, theirs = Share(*ours.parsing[name]), Share(*stock.parsing[name])
        ratio = f"{mine.value / theirs.value:.2f}" if theirs.right else ""
        yield Row(what, str(mine), str(theirs), ratio)
    yield Row("decision right, from all the evidence", str(Share(*ours.parsing["decisions"])), "decides nothing", "")


def _compared(what: str, mine: float, theirs: float, digits: str, most: float | None = None) -> Row:
    """A cost; `most` is the bar, where there is one."""
    bar, holds = (f"≤ {most:g}", mine <= most) if most is not None else ("", None)
    return Row(what, f"{mine:{digits}}", f"{theirs:{digits}}", f"{mine / theirs:.2f}", bar, holds)
