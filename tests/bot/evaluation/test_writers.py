"""Kinds of writers, read from the labels' own words."""

from __future__ import annotations

import pytest

from bot.evaluation.writers import kinds_of


@pytest.mark.parametrize(
    ("persona", "kinds"),
    [
        ("79세 전라도, 긴 사연", {"elderly", "dialect"}),
        ("치매 어머니 딸", {"relative"}),
        ("은둔 청년 어머니", {"parent"}),
        ("퇴원 앞둔 81세의 아들", {"relative"}),
        ("3세 엄마", {"parent"}),
        ("중1 학부모", {"parent"}),
        ("고1 본인", {"young"}),
        ("22세 미혼모", {"young", "parent"}),
        ("베트남 결혼이민자", {"migrant"}),
        ("미등록 노동자, 서툰 한국어", {"migrant", "working"}),
        ("병원 사회복지사", {"professional"}),
        ("독거노인 이웃", {"neighbor"}),
        ("60대", set()),
        ("주민", set()),
        ("", set()),
    ],
)
def test_a_writer_is_of_the_kinds_that_the_words_tell(persona: str, kinds: set[str]) -> None:
    assert kinds_of(persona) == kinds
