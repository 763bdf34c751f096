"""Morphemes, by Mecab."""

from __future__ import annotations

import pytest

from bot.korean.morphemes import content_words, morphemes


def test_particles_and_endings_are_morphemes_of_their_own() -> None:
    assert [word for word, _ in morphemes("주민센터에서 신청했어요")][:3] == ["주민", "센터", "에서"]
    assert ("에서", "JKB") in morphemes("주민센터에서 신청했어요")


def test_content_words_leave_particles_and_endings_out() -> None:
    words = content_words("기초연금은 어디에서 신청하나요")
    assert "신청" in words
    assert not {"은", "에서", "나요"} & set(words)


def test_numbers_and_foreign_words_are_content() -> None:
    assert {"65", "cctv"} <= set(content_words("65세 이상 CCTV"))


@pytest.mark.parametrize("text", ["", "   ", "\x00", "\ud800", "😊"])
def test_what_cannot_be_read_gives_no_words(text: str) -> None:
    assert all(isinstance(word, str) for word in content_words(text))


def test_nothing_to_read_gives_nothing() -> None:
    assert morphemes(" \n ") == ()
