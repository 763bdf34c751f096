"""Numbers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.korean.numbers import native, sino, won

ONES = ["", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"]


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("예순셋", 63),
        ("스무", 20),
        ("스물", 20),
        ("셋", 3),
        ("세", 3),
        ("서른네", 34),
        ("아흔아홉", 99),
        ("열", 10),
        ("여덜", 8),
    ],
)
def test_native_numerals_are_read(word: str, number: int) -> None:
    assert native(word) == number


@pytest.mark.parametrize("word", ["", "사람", "셋예순", "열열", "하나둘셋", "63"])
def test_what_is_no_native_numeral_is_not_read(word: str) -> None:
    assert native(word) is None


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("육십오", 65),
        ("백삼십", 130),
        ("65", 65),
        ("1,200", 1200),
        ("이천이십육", 2026),
        ("십", 10),
        ("천", 1000),
        ("구백구십구", 999),
    ],
)
def test_sino_korean_numbers_are_read(word: str, number: int) -> None:
    assert sino(word) == number


@pytest.mark.parametrize("word", ["", "가", "육십오세", "3인", "-5", "삼만"])
def test_what_is_no_number_is_not_read(word: str) -> None:
    assert sino(word) is None


@given(st.integers(min_value=1, max_value=9999))
def test_a_written_out_number_reads_back(number: int) -> None:
    assert sino(written(number)) == number
    assert sino(f"{number:,}") == sino(str(number)) == number


@pytest.mark.parametrize(
    ("number", "scale", "amount"),
    [
        ("340", "만", 3_400_000),
        ("2", "천만", 20_000_000),
        ("1", "억", 100_000_000),
        ("백삼십", "만", 1_300_000),
        ("5000", "", 5000),
        ("몇", "만", None),
    ],
)
def test_money_is_read_by_its_scale(number: str, scale: str, amount: int | None) -> None:
    assert won(number, scale) == amount


def written(number: int) -> str:
    """2026 → 이천이십육, with the 일 of 일십 left out as people do."""
    said = ""
    for scale, size in (("천", 1000), ("백", 100), ("십", 10), ("", 1)):
        digit = number // size % 10
        if digit:
            said += (ONES[digit] if digit > 1 or not scale else "") + scale
    return said
