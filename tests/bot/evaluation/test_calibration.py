"""Confidence against rightness, by small cases counted by hand. ECE is tested with the measures."""

from __future__ import annotations

import pytest

from bot.evaluation.calibration import bins, risk_coverage
from bot.evaluation.intervals import Share
from tests.bot.evaluation.factories import ASKED, judged, label, made


def answer(program: str, confidence: float) -> dict[str, object]:
    return made("answer", program, confidence=confidence)


def test_a_higher_threshold_answers_less_and_shows_what_is_wrong_among_it() -> None:
    rows = judged(
        (ASKED, answer("elder_pension", 0.9)), (ASKED, answer("culture_pass", 0.5)), (ASKED, answer("elder_pension", 0.7)),
        (label("handoff"), made("handoff", confidence=0.99)),
    )  # fmt: skip
    points = [(p.threshold, p.answered, p.wrong) for p in risk_coverage(rows)]
    assert points == [
        (0.9, Share(1, 4), Share(0, 1)),
        (0.7, Share(2, 4), Share(0, 2)),
        (0.5, Share(3, 4), Share(1, 3)),
    ]


def test_answers_of_the_same_confidence_are_one_point() -> None:
    rows = judged(*[(ASKED, answer("elder_pension", 0.8))] * 3)
    assert [p.answered for p in risk_coverage(rows)] == [Share(3, 3)]


def test_bins_are_of_equal_mass_and_the_least_sure_first() -> None:
    rows = judged(*[(label("smalltalk"), made("smalltalk", confidence=n / 20)) for n in range(20)])
    found = bins(rows)
    assert [part.right.of for part in found] == [2] * 10
    assert [part.confidence for part in found] == pytest.approx([0.025 + 0.1 * n for n in range(10)])


def test_of_no_messages_there_are_no_bins_and_no_points() -> None:
    assert bins([]) == [] and risk_coverage([]) == []
