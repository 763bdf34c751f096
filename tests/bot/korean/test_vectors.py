"""Vectors of words: what means about the same lies near."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.korean.vectors import WordVectors, kind_of, word_vectors, words_of


def likeness(one: str, other: str) -> float:
    vectors = word_vectors()
    a, b = (vectors.matrix[vectors.row(*word.split("/"))] for word in (one, other))
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [("굶/V", "허기지/V", "신청/N"), ("월세/N", "방세/N", "할머니/N"), ("우울증/N", "불면증/N", "주민/N")],
)
def test_words_of_like_meaning_lie_nearer_than_others(word: str, near: str, far: str) -> None:
    assert likeness(word, near) > likeness(word, far) + 0.2


def test_an_unknown_word_has_the_row_of_the_unknown_which_says_nothing() -> None:
    vectors = word_vectors()
    assert vectors.row("꿹뷁", "N") == 1
    assert not vectors.matrix[1].any()


def test_stored_vectors_come_back_nearly_as_they_were(tmp_path: Path) -> None:
    matrix = np.random.default_rng(1).normal(size=(3, 8)).astype(np.float32)
    WordVectors.save(tmp_path / "vectors.npz", ["가/N", "나/V", "다/M"], matrix)
    again = WordVectors.load(tmp_path / "vectors.npz")
    assert again.row("나", "V") == 3
    assert again.matrix[2:] == pytest.approx(matrix, abs=0.02)


@pytest.mark.parametrize(
    ("tag", "kind"),
    [("NNG", "N"), ("VV+EC", "V"), ("VV-I", "V"), ("XR", "N"), ("MAG", "M"), ("EF", "E"), ("JKS", "J"), ("SL", "?")],
)
def test_tags_are_told_by_kind(tag: str, kind: str) -> None:
    assert kind_of(tag) == kind


def test_of_a_long_message_beginning_and_end_are_read() -> None:
    words = words_of("간병 " + "그래서 힘들어요 " * 40 + "신청 어디서 하나요", most=30)
    assert len(words) == 30
    assert words[0][0] == "간병" and ("신청", "N") in words


def test_punctuation_is_no_word() -> None:
    assert words_of("...!!??", most=10) == []
