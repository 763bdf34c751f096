"""Syllables and their letters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.korean.jamo import decompose, has_tail

SYLLABLE = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)


@pytest.mark.parametrize(
    ("text", "letters"),
    [("연금", "ㅇㅕㄴㄱㅡㅁ"), ("값", "ㄱㅏㅄ"), ("꽤", "ㄲㅙ"), ("가a1 ㅋ", "ㄱㅏa1 ㅋ"), ("힣", "ㅎㅣㅎ"), ("", "")],
)
def test_syllables_are_taken_apart_into_letters(text: str, letters: str) -> None:
    assert decompose(text) == letters


@pytest.mark.parametrize(
    ("syllable", "closed"), [("금", True), ("소", False), ("값", True), ("가", False), ("a", False), ("1", False)]
)
def test_closed_syllables_are_known(syllable: str, closed: bool) -> None:
    assert has_tail(syllable) is closed


@given(SYLLABLE)
def test_every_syllable_agrees_with_unicodes_own_decomposition(syllable: str) -> None:
    assert len(decompose(syllable)) == len(unicodedata.normalize("NFD", syllable))
    assert has_tail(syllable) == (len(decompose(syllable)) == 3)


@given(st.lists(SYLLABLE, min_size=2, max_size=2, unique=True))
def test_no_two_syllables_have_the_same_letters(pair: list[str]) -> None:
    assert decompose(pair[0]) != decompose(pair[1])


def test_misspelt_words_look_alike_by_their_letters() -> None:
    right, wrong = set(decompose("됐어요")), set(decompose("됬어요"))
    assert len(right & wrong) >= len(right) - 1
