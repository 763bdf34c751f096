"""Figures as people say them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.korean.amounts import UNITS, figure, won


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (349_700, "34만 9,700원"),
        (3_000_000, "300만 원"),
        (2_470_000, "247만 원"),
        (135_000_000, "1억 3,500만 원"),
        (100_000_000, "1억 원"),
        (100_000_500, "1억 500원"),
        (10_000, "1만 원"),
        (9_999, "9,999원"),
        (500, "500원"),
        (0, "0원"),
        (3_247_369.4, "324만 7,369원"),
        (1_234_500_000_000, "12,345억 원"),
    ],
)
def test_money_is_said_as_people_say_it(amount: float, said: str) -> None:
    assert won(amount) == said


@given(st.integers(min_value=0, max_value=10**13))
def test_said_money_reads_back_as_the_same_amount(amount: int) -> None:
    match = re.fullmatch(r"(?:([\d,]+)억)? ?(?:([\d,]+)만)? ?([\d,]+)?(?<! ) ?원", won(amount))
    assert match is not None
    parts = [int((part or "0").replace(",", "")) for part in match.groups()]
    assert parts[0] * 10**8 + parts[1] * 10**4 + parts[2] == amount
    assert parts[1] < 10**4 and parts[2] < 10**4


@given(st.integers(min_value=1, max_value=10**10))
def test_more_money_is_never_said_the_same(amount: int) -> None:
    assert won(amount) != won(amount + 1)


def test_there_is_no_negative_amount() -> None:
    with pytest.raises(ValueError, match="-1"):
        won(-1)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (349700, "won", "34만 9,700원"), (32, "percent", "32%"), (32.5, "percent", "32.5%"), (90, "days", "90일"),
        (6, "months", "6개월"), (65, "age", "65세"), (1300, "kwh", "1,300kWh"), (3, "count", "3"), (100, "percent", "100%"),
        (1000, "people", "1,000명"), (0.5, "hours", "0.5시간"),
    ],
)  # fmt: skip
def test_a_figure_is_said_with_its_unit(value: float, unit: str, said: str) -> None:
    assert figure(value, unit) == said


@given(st.integers(min_value=1, max_value=10**6), st.sampled_from(sorted(UNITS)))
def test_a_figure_reads_back_as_the_same_number(value: int, unit: str) -> None:
    assert int(figure(value, unit).removesuffix(UNITS[unit]).replace(",", "")) == value
