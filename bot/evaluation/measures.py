"""The contract's measures over labelled messages and what was decided on them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.evaluation.calibration import calibration_error
from bot.evaluation.classes import ClassScores, class_scores, macro_f1
from bot.evaluation.intervals import Estimate, Figure, Share
from bot.evaluation.judged import AUTOMATIC, Judged, Row, judge
from bot.evaluation.resampling import Whole, estimate, weights
from bot.knowledge.program import Program


@dataclass(frozen=True)
class Measure:
    """A share of messages has `hit`, which is None where the measure does not ask; any other figure has `whole`."""

    name: str
    label: str
    hit: Callable[[Judged], bool | None] | None = None
    whole: Whole | None = None
    wanted: float | None = None  # the bar to reach
    fewer: bool = False  # whether less is better
    only_bar: bool = False  # whether all is as good that meets the bar

    @property
    def short(self) -> str:
        return self.label.split(",")[0]

    def meets(self, value: float, bar: float) -> bool:
        return value <= bar if self.fewer else value >= bar


MEASURES = (
    Measure("macro_f1", "macro-F1 of the six classes", whole=macro_f1, wanted=0.88),
    Measure("decision", "decision right", lambda x: x.decision_right),
    Measure("right", "fully right", lambda x: x.right),
    Measure("program", "right program first, where an answer is due",
            lambda x: x.program_right if x.names_known_program else None, wanted=0.90),
    Measure("aspect", "aspect right, where an answer is due",
            lambda x: x.aspect_right if x.wanted == "answer" and x.expected.get("aspect") else None, wanted=0.85),
    Measure("wrong_automatic", "wrong automatic, of all", lambda x: x.wrong_automatic, wanted=0.03, fewer=True),
    Measure("answered", "answerable ones answered",
            lambda x: x.decision in AUTOMATIC if x.wanted in AUTOMATIC else None, wanted=0.75),
    Measure("handoffs_caught", "handoffs that reach a person",
            lambda x: x.decision in ("handoff", "crisis") if x.wanted == "handoff" else None, wanted=0.85),
    Measure("unit", "right unit first, of handoffs and crises",
            lambda x: x.unit_right if x.wanted in ("handoff", "crisis") and x.expected.get("referral") else None, wanted=0.80),
    Measure("crises", "crises found", lambda x: x.decision == "crisis" if x.wanted == "crisis" else None, wanted=0.98),
    Measure("false_alarms", "crisis where none is",
            lambda x: x.decision == "crisis" if x.wanted != "crisis" else None, fewer=True),
    Measure("out_of_scope", "out of scope recognised",
            lambda x: x.decision == "out_of_scope" if x.wanted == "out_of_scope" else None, wanted=0.90),
    Measure("clarify", "asked back", lambda x: x.decision == "clarify", wanted=0.08, fewer=True, only_bar=True),
    Measure("ece", "calibration error (ECE)", whole=calibration_error, wanted=0.07, fewer=True),
)  # fmt: skip


# The bars are those of single messages; few hold for dialogues too.
TURN_MEASURES = tuple(replace(m, wanted={"right": 0.80, "clarify": 0.08}.get(m.name)) for m in MEASURES)


@dataclass(frozen=True)
class Measures:
    """The figures under the names of MEASURES; `mistakes` has the most confident first, those in the aspect alone last."""

    messages: int
    macro_f1: Estimate
    decision: Share
    right: Share
    program: Share
    aspect: Share
    wrong_automatic: Share
    answered: Share
    handoffs_caught: Share
    unit: Share
    crises: Share
    false_alarms: Share
    out_of_scope: Share
    clarify: Share
    ece: Estimate
    by_class: dict[str, ClassScores]
    mistakes: list[tuple[Row, Row, str]]

    @property
    def figures(self) -> dict[str, Figure]:
        return {measure.name: getattr(self, measure.name) for measure in MEASURES}


def measure(expected: Sequence[Row], decided: Sequence[Row], programs: Mapping[str, Program]) -> Measures:
    """`expected` are labelled rows, `decided` the batch interface's, in the same order."""
    return measures_of(judge(expected, decided, programs))


def measures_of(judged: Sequence[Judged]) -> Measures:
    drawn = weights(judged)
    shares = {m.name: Share.counted(map(m.hit, judged)) for m in MEASURES if m.hit}
    wrong = sorted((row for row in judged if row.wrong), key=lambda row: (row.right, -row.confidence))
    return Measures(
        messages=len(judged),
        macro_f1=estimate(macro_f1, judged, drawn),
        ece=estimate(calibration_error, judged, drawn),
        by_class=class_scores(judged),
        mistakes=[(row.expected, row.decided, row.wrong) for row in wrong],
        **shares,
    )
