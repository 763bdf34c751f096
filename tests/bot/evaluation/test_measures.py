"""The contract's measures, by small cases counted by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest

from bot.evaluation.intervals import Share
from bot.evaluation.measures import Measures, measure, same_program
from bot.evaluation.report import as_data
from tests.bot.factories import CARD, PENSION, create_program

PROGRAMS = {program.id: program for program in (PENSION, CARD)}


def label(expected: str, programs: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    return {"expected": expected, "programs": list(programs), "aspect": None, "referral": [], "text": "…", **more}


def made(decision: str, program: str | None = None, **more: Any) -> dict[str, Any]:
    found = [{"id": program, "name": PROGRAMS[program].name, "score": 0.9}] if program else []
    return {"decision": decision, "programs": found, "aspect": None, "referral": [], "confidence": 1.0, **more}


def measured(*pairs: tuple[dict[str, Any], dict[str, Any]]) -> Measures:
    return measure([e for e, _ in pairs], [d for _, d in pairs], PROGRAMS)


ASKED = label("answer", ("어르신연금",), aspect="amount")
RIGHT = made("answer", "elder_pension", aspect="amount")


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
    assert found.by_class["answer"] == pytest.approx((1 / 3, 1 / 2, 0.4, 2))
    assert found.by_class["handoff"] == pytest.approx((1, 1 / 2, 2 / 3, 2))
    assert found.by_class["smalltalk"] == (0, 0, 0, 1)
    assert found.macro_f1 == pytest.approx((0.4 + 2 / 3 + 0) / 3)
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
    assert measured(*pairs).ece == pytest.approx(0.25)


def test_a_model_that_is_as_sure_as_it_is_right_has_no_calibration_error() -> None:
    sure = [(label("smalltalk"), made("smalltalk", confidence=1.0))] * 10
    unsure = [(label("smalltalk"), made("handoff", confidence=0.0))] * 10
    assert measured(*sure, *unsure).ece == pytest.approx(0)


def test_nothing_measured_is_no_crash() -> None:
    found = measured()
    assert found.messages == 0 and math.isnan(found.decision.value) and str(found.decision) == "-"


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("어르신연금", True),
        ("노인연금", True),
        ("어르신 연금", True),
        ("어르신연금 지원사업", True),
        ("어르신연금(기초)", True),
        ("어르신수당", False),
        ("연금", False),
    ],
)
def test_official_names_are_compared_without_brackets_spaces_and_endings(name: str, same: bool) -> None:
    assert same_program(PENSION, [name]) is same


def test_a_short_name_keeps_its_ending() -> None:
    assert not same_program(create_program(name="일자리사업"), ["일자리지원센터"])


def test_mistakes_say_what_is_wrong() -> None:
    found = measured((ASKED, made("answer", "culture_pass", aspect="period")), (ASKED, RIGHT))
    assert [wrong for _, _, wrong in found.mistakes] == [
        "program 문화나눔카드, not 어르신연금; aspect period, not amount"
    ]


def test_figures_can_be_written_to_a_file() -> None:
    data = as_data(measured((ASKED, RIGHT)))
    assert data["decision"]["right"] == 1 and "mistakes" not in data
