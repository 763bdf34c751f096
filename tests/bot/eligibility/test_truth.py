"""Three-valued truth."""

from __future__ import annotations

import pytest

from bot.eligibility.truth import Truth, all_met, any_met

MET, UNMET, UNKNOWN = Truth.MET, Truth.UNMET, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("truths", "together"),
    [([], MET), ([MET, MET], MET), ([MET, UNKNOWN], UNKNOWN), ([UNKNOWN, UNMET], UNMET), ([MET, UNMET], UNMET)],
)
def test_all_are_met_where_none_is_missing_or_unmet(truths: list[Truth], together: Truth) -> None:
    assert all_met(truths) is together


@pytest.mark.parametrize(
    ("truths", "together"),
    [([], UNMET), ([UNMET, MET], MET), ([MET, UNKNOWN], MET), ([UNKNOWN, UNMET], UNKNOWN), ([UNMET, UNMET], UNMET)],
)
def test_one_that_is_met_is_enough_for_any(truths: list[Truth], together: Truth) -> None:
    assert any_met(truths) is together
