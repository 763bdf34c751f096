"""What a question word asks for is read from what stands around it."""

from __future__ import annotations

import pytest

from bot.korean.frames import frames


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("소득이 얼마까지면 되나요", "q:얼마<means"),
        ("월급 얼마 밑이라야 돼요", "q:얼마<means"),
        ("한 달에 얼마 나와요", "q:얼마>to_give"),
        ("언제까지 신청해요", "q:언제>applying"),
        ("어데로 가야 됩니꺼", "q:어디>to_go"),
    ],
)
def test_a_question_word_is_read_with_the_kinds_of_words_around_it(text: str, frame: str) -> None:
    assert frame in frames(text)


def test_words_of_one_kind_are_read_alike() -> None:
    runs = [{one for one in frames(text) if one.startswith("q:")} for text in ("소득이 얼마까지", "봉급이 얼마까지")]
    assert runs[0] == runs[1]


def test_words_far_apart_are_read_as_a_pair() -> None:
    assert "s:means~limit" in frames("재산이 그렇게 많지 않은데 기준보다 조금 넘어요")


@pytest.mark.parametrize("text", ["", "?!", "ㅋㅋ"])
def test_nothing_to_read_gives_no_question_word(text: str) -> None:
    assert not [one for one in frames(text) if one.startswith("q:")]
