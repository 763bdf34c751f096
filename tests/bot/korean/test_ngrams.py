"""Pieces of a text that a classifier reads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.korean.ngrams import ngrams


def test_characters_and_letters_of_a_short_word() -> None:
    grams = ngrams("돈")
    assert [g for g in grams if not g.startswith("~")] == ["^", "돈", "$", "^돈", "돈$", "^돈$"]
    assert [g for g in grams if g.startswith("~")] == ["~^ㄷㅗ", "~ㄷㅗㄴ", "~ㅗㄴ$", "~^ㄷㅗㄴ$"]


def test_spaces_and_signs_make_no_difference() -> None:
    assert ngrams("기초 연금 얼마?") == ngrams("기초연금얼마!!") == ngrams("기 초연 금 얼마 ")


def test_a_misspelt_message_shares_most_letters_with_the_right_one() -> None:
    right, wrong = set(ngrams("신청하면 되나요")), set(ngrams("신청하면 돼나여"))
    letters = {gram for gram in right if gram.startswith("~")}
    assert len(letters & wrong) > 0.5 * len(letters)


@given(st.text(alphabet="가나다라 마?!a1", max_size=30))
def test_nothing_breaks_and_the_ends_are_always_marked(text: str) -> None:
    grams = ngrams(text)
    assert grams[0] == "^" and "$" in grams


def test_an_empty_message_has_only_its_ends() -> None:
    assert ngrams("") == ["^", "$", "^$"]
