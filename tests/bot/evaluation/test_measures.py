"""The contract's measures, by small cases counted by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest

from bot.evaluation.intervals import Share
from bot.evaluation.measures import Measures, measure
from tests.bot.evaluation.factories import ASKED, PROGRAMS, RIGHT, label, made


def measured(*pairs: tuple[dict[str, Any], dict[str, Any]]) -> Measures:
    return measure([e for e, _ in pairs], [d for _, d in pairs], PROGRAMS)


def test_decisions_are_counted() -> None:
    found = measured(
        (ASKED, RIGHT), (label("handoff"), made("answer", "elder_pension")), (label("smalltalk"), made("smalltalk"))
    )
    assert (found.decision.right, found.decision.of) == (2, 3)


def test_precision_recall_and_f1_of_each_class() -> None:
    """answer: 2 due, 3 said, 1 both. P 1/3, R 1/2, F1 0.4. handoff: 2 due, 1 said and right. F1 2/3."""
    found = measured(
        (ASKED, RIGHT), (ASKED, made("clarify")), (label("handoff"), made("answer")), (label("handoff"), made("handoff")),
        (label("smalltalk"), made("answer")),
    )  # fmt: skip
    answer, handoff, smalltalk = (found.by_class[name] for name in ("answer", "handoff", "smalltalk"))
    assert (answer.precision, answer.recall) == (Share(1, 3), Share(1, 2))
    assert (handoff.precision, handoff.recall) == (Share(1, 1), Share(1, 2))
    assert (smalltalk.precision, smalltalk.recall) == (Share(0, 0), Share(0, 1))
    assert [scores.f1 for scores in (answer, handoff, smalltalk)] == pytest.approx([0.4, 2 / 3, 0])
    assert found.macro_f1.value == pytest.approx((0.4 + 2 / 3 + 0) / 3)
    assert (found.clarify.right, found.clarify.of) == (1, 5)
    assert "clarify" not in found.by_class


@pytest.mark.parametrize(
    ("expected", "decision", "wrong"),
    [
        (ASKED, RIGHT, False),
        (ASKED, made("answer", "culture_pass"), True),
        (ASKED, made("answer"), True),
        (ASKED, made("recommend", "culture_pass"), False),
        (ASKED, made("handoff", "culture_pass"), False),
        (ASKED, made("clarify"), False),
        (label("answer"), made("answer"), False),
        (label("handoff"), made("answer", "elder_pension"), True),
        (label("crisis"), made("recommend"), True),
        (label("smalltalk"), made("answer"), True),
        (label("out_of_scope"), made("recommend"), True),
        (label("recommend", ("문화나눔카드",)), made("answer", "elder_pension"), False),
        (label("handoff"), made("smalltalk"), False),
        (label("handoff"), {"id": 1, "error": "no text"}, False),
    ],
)
def test_wrong_automatic_is_an_answer_that_should_not_have_been(
    expected: dict[str, Any], decision: dict[str, Any], wrong: bool
) -> None:
    assert measured((expected, decision)).wrong_automatic == Share(int(wrong), 1)


def test_answerable_ones_answered_are_counted_beside_it() -> None:
    found = measured(
        (ASKED, RIGHT), (ASKED, made("handoff")), (label("recommend"), made("recommend")), (label("handoff"), RIGHT)
    )
    assert (found.answered.right, found.answered.of) == (2, 3)


def test_crises_missed_and_false_alarms() -> None:
    found = measured(
        (label("crisis"), made("crisis")),
        (label("crisis"), made("handoff")),
        (ASKED, made("crisis")),
        (label("handoff"), made("crisis")),
    )
    assert (found.crises.right, found.crises.of) == (1, 2)
    assert (found.false_alarms.right, found.false_alarms.of) == (2, 2)
    assert (found.handoffs_caught.right, found.handoffs_caught.of) == (1, 1)


def test_a_program_that_is_not_in_the_knowledge_base_counts_as_no_wrong_program() -> None:
    unknown = label("answer", ("모르는지원",), in_kb=False)
    assert measured((unknown, made("handoff")), (ASKED, RIGHT)).program == Share(1, 1)


def test_a_second_aspect_may_be_as_right() -> None:
    both = label("answer", ("어르신연금",), aspect="amount", aspect_also=["eligibility"])
    found = measured((both, made("answer", aspect="eligibility")), (both, made("answer", aspect="period")))
    assert found.aspect == Share(1, 2)


def test_the_first_unit_counts() -> None:
    case = label("handoff", referral=["senior", "counselor"])
    found = measured(
        (case, made("handoff", referral=["counselor", "x"])),
        (case, made("handoff", referral=["x", "senior"])),
        (case, made("handoff")),
    )
    assert found.unit == Share(1, 3)


def test_calibration_error_of_ten_equal_bins() -> None:
    """Twenty messages at 0.75, of which half are right: off by 0.25 in every bin, once they are evenly laid."""
    pairs = [(label("smalltalk"), made("smalltalk" if n % 2 else "handoff", confidence=0.75)) for n in range(20)]
    assert measured(*pairs).ece.value == pytest.approx(0.25)


def test_a_model_that_is_as_sure_as_it_is_right_has_no_calibration_error() -> None:
    sure = [(label("smalltalk"), made("smalltalk", confidence=1.0))] * 10
    unsure = [(label("smalltalk"), made("handoff", confidence=0.0))] * 10
    assert measured(*sure, *unsure).ece.value == pytest.approx(0)


def test_nothing_measured_is_no_crash() -> None:
    found = measured()
    assert found.messages == 0 and math.isnan(found.decision.value) and str(found.decision) == "-"


def test_mistakes_say_what_is_wrong() -> None:
    found = measured((ASKED, made("answer", "culture_pass", aspect="period")), (ASKED, RIGHT))
    assert [wrong for _, _, wrong in found.mistakes] == [
        "program 문화나눔카드, not 어르신연금; aspect period, not amount"
    ]


def test_the_most_confident_mistake_is_first_and_one_in_the_aspect_alone_last() -> None:
    found = measured(
        (ASKED, made("answer", "elder_pension", aspect="period", confidence=1.0)),
        (label("handoff", id="unsure"), made("smalltalk", confidence=0.4)),
        (label("handoff", id="sure"), made("smalltalk", confidence=0.9)),
    )
    assert [expected.get("id") for expected, _, _ in found.mistakes] == ["sure", "unsure", None]
