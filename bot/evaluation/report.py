"""All that is known of how good the understanding is on some labelled messages; the terminal, JSON and HTML show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.calibration import Bin, Point, bins, risk_coverage
from bot.evaluation.classes import CLASSES, confusion
from bot.evaluation.comparison import Change
from bot.evaluation.intervals import Share
from bot.evaluation.judged import Judged
from bot.evaluation.measures import MEASURES, TURN_MEASURES, Measure, Measures, measures_of
from bot.evaluation.writers import kinds_of
from bot.knowledge.program import ASPECTS

GROUPED = tuple(m for m in MEASURES if m.name in ("decision", "right", "program", "aspect", "wrong_automatic"))
DECISIONS = (*CLASSES, "clarify")
LEAST_WRITERS = 10  # fewer messages say nothing about a kind of writer

Group = dict[str, Share]


@dataclass(frozen=True)
class Report:
    """`aspects` and `writers` have the measures of GROUPED for each of them."""

    name: str
    judged: Sequence[Judged]
    measures: Measures
    aspects: dict[str, Group]
    writers: dict[str, Group]
    decisions: dict[str, dict[str, int]]
    taken_for: dict[str, dict[str, int]]
    reliability: list[Bin]
    risk: list[Point]
    changes: Sequence[Change] = ()
    against: str = ""

    @property
    def is_dialogues(self) -> bool:
        """Where more than one of the messages are turns of the same talk."""
        return len({row.talk for row in self.judged}) < len(self.judged)

    @property
    def counted(self) -> str:
        return f"{len(self.judged)} {'turns of dialogues' if self.is_dialogues else 'messages'}"

    @property
    def shown(self) -> list[Measure]:
        """The measures that asked about any message, with the bars for what was measured."""
        measures = TURN_MEASURES if self.is_dialogues else MEASURES
        return [m for m in measures if self.measures.figures[m.name].known]


def make_report(name: str, judged: Sequence[Judged], changes: Sequence[Change] = (), against: str = "") -> Report:
    answers = [row for row in judged if row.wanted == "answer" and row.expected.get("aspect")]
    writers = _grouped(judged, lambda row: kinds_of(row.expected.get("persona") or ""))
    writers = {kind: group for kind, group in writers.items() if group["right"].of >= LEAST_WRITERS}
    return Report(
        name=name,
        judged=judged,
        measures=measures_of(judged),
        aspects=_grouped(answers, lambda row: [row.expected["aspect"]], ASPECTS),
        writers=dict(sorted(writers.items(), key=lambda item: -item[1]["right"].of)),
        decisions=confusion(((row.wanted, row.decision) for row in judged), DECISIONS),
        taken_for=confusion(((row.expected["aspect"], _aspect(row)) for row in answers), ASPECTS),
        reliability=bins(judged),
        risk=risk_coverage(judged),
        changes=changes,
        against=against,
    )


def _aspect(row: Judged) -> str:
    """What it was taken for; an aspect that is as right counts as the one expected."""
    return str(row.expected["aspect"] if row.aspect_right else row.decided.get("aspect") or "none")


def _grouped(
    judged: Sequence[Judged], kinds: Callable[[Judged], Iterable[str]], order: Sequence[str] = ()
) -> dict[str, Group]:
    groups: dict[str, list[Judged]] = {name: [] for name in order}
    for row in judged:
        for kind in kinds(row):
            groups.setdefault(kind, []).append(row)
    return {
        name: {m.name: Share.counted(map(m.hit, rows)) for m in GROUPED if m.hit}
        for name, rows in groups.items()
        if rows
    }
