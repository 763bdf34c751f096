"""Seeded noise for training."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from bot.korean.noise import spoil

MESSAGE = "기초연금 신청하려면 어떻게 해야 되나요?"


def test_the_same_seed_spoils_the_same_way() -> None:
    assert [spoil(MESSAGE, random.Random(3)) for _ in range(3)] == [spoil(MESSAGE, random.Random(3))] * 3


def test_copies_differ_from_each_other_and_mostly_from_the_message() -> None:
    dice = random.Random(1)
    copies = [spoil(MESSAGE, dice) for _ in range(100)]
    assert len(set(copies)) > 40
    assert sum(copy == MESSAGE for copy in copies) < 30


def test_some_copies_have_no_spaces_at_all() -> None:
    dice = random.Random(2)
    assert any(" " not in spoil(MESSAGE, dice) for _ in range(20))


@given(st.text(max_size=60), st.integers(min_value=0, max_value=10**6))
def test_a_copy_is_hardly_longer_than_the_message(text: str, seed: int) -> None:
    assert len(spoil(text, random.Random(seed))) <= len(text) + text.count("요") + 1


@given(st.text(alphabet="가나다라마바사", min_size=5, max_size=30), st.integers(min_value=0, max_value=10**6))
def test_at_most_one_letter_slips(text: str, seed: int) -> None:
    spoilt = spoil(text, random.Random(seed))
    assert abs(len(spoilt) - len(text)) <= 1
    if len(spoilt) == len(text):
        assert sum(a != b for a, b in zip(text, spoilt, strict=True)) <= 1
