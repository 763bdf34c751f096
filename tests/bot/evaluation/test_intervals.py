"""Wilson's interval, against values worked out elsewhere."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.intervals import Share, difference


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [
        (8, 10, 0.4902, 0.9433),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (297, 300, 0.9710, 0.9966),
        (300, 300, 0.9874, 1.0),
        (1, 2, 0.0945, 0.9055),
    ],
)
def test_the_interval_is_wilsons(right: int, of: int, low: float, high: float) -> None:
    assert Share(right, of).interval == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share_and_stays_between_0_and_1(counted: tuple[int, int]) -> None:
    share = Share(*counted)
    low, high = share.interval
    assert 0 <= low <= share.value + 1e-9 and share.value - 1e-9 <= high <= 1


def test_more_messages_make_it_narrower() -> None:
    few, many = Share(9, 10).interval, Share(900, 1000).interval
    assert many[1] - many[0] < few[1] - few[0]


def test_nothing_of_nothing_is_no_number() -> None:
    assert math.isnan(Share(0, 0).value) and str(Share(0, 0)) == "-"


def test_it_prints_as_a_percentage_with_its_interval() -> None:
    assert str(Share(8, 10)) == "80.0% (8/10, 49.0%-94.3%)"


def test_a_lower_level_is_a_narrower_interval() -> None:
    low, high = Share(80, 100).bounds(0.9)
    assert (low, high) == pytest.approx((0.7262, 0.8578), abs=1e-3)
    assert Share(80, 100).interval[0] < low < high < Share(80, 100).interval[1]


def test_the_difference_of_two_shares_is_newcombes() -> None:
    """His own example (1998, method 10): 56 of 70 against 48 of 80."""
    found = difference(Share(56, 70), Share(48, 80))
    assert found.value == pytest.approx(0.2)
    assert found.interval == pytest.approx((0.0524, 0.3339), abs=1e-4)
