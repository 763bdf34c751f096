"""Figures and ranges as residents read them."""

from __future__ import annotations

from math import inf

import pytest

from bot.eligibility.values import Interval
from bot.eligibility.wording import figure_words, range_words


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (0, 64, "age", "64세 이하"),
        (65, inf, "age", "65세 이상"),
        (19, 34, "age", "19~34세"),
        (67, 67, "age", "67세"),
        (0, 2470000, "won", "247만 원 이하"),
        (2470001, inf, "won", "247만 원 넘음"),
        (0, 2078316, "won", "약 208만 원 이하"),
        (2078317, inf, "won", "약 208만 원 넘음"),
        (0, 1999999, "won", "200만 원 미만"),
        (2000000, inf, "won", "200만 원 이상"),
        (820557, 1230834, "won", "약 82만~123만 원"),
        (0, 130000000, "won", "1억 3,000만 원 이하"),
        (0, 23, "months", "2세 미만"),
        (24, 107, "months", "2세~9세 미만"),
        (108, inf, "months", "9세 이상"),
        (0, 11, "months", "12개월 미만"),
        (0, 179, "days", "179일 이하"),
    ],
)
def test_a_range_reads_as_people_say_it(low: float, high: float, unit: str, words: str) -> None:
    assert range_words(Interval(low, high), unit) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(65, "age", "65세"), (108, "months", "9세"), (11, "months", "11개월"), (2470000, "won", "247만 원")],
)
def test_a_figure_reads_with_its_unit(value: float, unit: str, words: str) -> None:
    assert figure_words(value, unit) == words
