"""Several questions in one message."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.clauses import asked_in

SIGNS = {"얼마": "ask_amount", "언제": "ask_period", "서류": "ask_documents", "며칠": "ask_period", "어디": "ask_where"}


def read(text: str) -> Mapping[str, float]:
    """A stand-in for the trained model: the first sign in a part tells what it asks."""
    intent = next((intent for sign, intent in SIGNS.items() if sign in text), "chitchat")
    return {intent: 0.9}


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("아동수당은 얼마고 언제 들어와요?", ("amount", "period")),
        ("첫만남이용권 얼마예요? 서류는 뭐 필요해요?", ("amount", "documents")),
        ("서류 뭐 내는지 그리고 며칠 걸려요", ("documents", "period")),
        ("얼마예요? 얼마나 되나요?", ()),
        ("기초연금 얼마예요", ()),
        ("안녕하세요? 얼마예요?", ()),
        ("", ()),
    ],
)
def test_each_question_of_a_message_is_read_by_itself(text: str, aspects: tuple[str, ...]) -> None:
    assert asked_in(text, read) == aspects


def test_a_long_story_is_read_as_a_whole() -> None:
    assert asked_in("얼마예요? 언제요? 어디서요? 서류는요?", read) == ()
