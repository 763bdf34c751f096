"""Fixed lines, the same words with and without Rasa."""

from __future__ import annotations

import pytest

from bot.lines import line, signed, unsigned


def test_slots_are_filled() -> None:
    text = line("utter_handoff_waiting", desk="상도3동주민센터", due="11월 24일(화) 오후 6시")
    assert "상도3동주민센터" in text and "11월 24일(화) 오후 6시" in text
    assert "{" not in text


def test_a_line_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        line("utter_nothing")


def test_what_a_machine_wrote_is_signed_on_a_line_of_its_own() -> None:
    assert signed("안내입니다.").splitlines() == ["안내입니다.", line("utter_signature")]
    assert "자동안내" in signed("x")


def test_a_signature_can_be_taken_off_again() -> None:
    assert unsigned(signed("기초연금 안내입니다.")) == "기초연금 안내입니다."
    assert unsigned("손으로 쓴 글입니다.") == "손으로 쓴 글입니다."
