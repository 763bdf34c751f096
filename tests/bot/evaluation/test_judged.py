"""What is right about one decision; the turns of dialogues are judged like messages."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation.judged import judge
from tests.bot.evaluation.factories import ASKED, PROGRAMS, RIGHT, judged, label, made

FIGURE = label("answer", ("어르신연금",), must_mention=["34만"])


def dialogue(*turns: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "d1", "turns": list(turns), **more}


@pytest.mark.parametrize(
    ("decided", "right"),
    [
        (made("answer", "elder_pension", reply="한 달 34만 9,700원"), True),
        (made("answer", "elder_pension", reply="모릅니다"), False),
        (made("answer", "culture_pass", reply="34만"), False),
        (made("handoff", "elder_pension", reply="34만"), False),
    ],
)
def test_a_turn_is_right_when_decision_program_and_words_are(decided: dict[str, Any], right: bool) -> None:
    [turn] = judge([dialogue(FIGURE)], [dialogue(decided)], PROGRAMS)
    assert turn.right is right


def test_a_missing_word_is_named_among_the_mistakes() -> None:
    [turn] = judged((FIGURE, made("answer", "elder_pension", reply="모릅니다")))
    assert turn.wrong == "does not mention 34만"


def test_the_turns_of_a_dialogue_belong_together_and_have_its_writer() -> None:
    asked = [dialogue(ASKED, ASKED, persona="70대"), dialogue(ASKED, persona="20대") | {"id": "d2"}]
    turns = judge(asked, [dialogue(RIGHT, RIGHT), dialogue(RIGHT)], PROGRAMS)
    assert [turn.talk for turn in turns] == ["d1", "d1", "d2"]
    assert [turn.expected["id"] for turn in turns] == ["d1.1", "d1.2", "d2.1"]
    assert [turn.expected["persona"] for turn in turns] == ["70대", "70대", "20대"]


def test_every_turn_of_a_refused_dialogue_is_wrong() -> None:
    turns = judge([dialogue(ASKED, ASKED)], [{"id": "d1", "error": "no turns with text"}], PROGRAMS)
    assert [(turn.decision, turn.right) for turn in turns] == [("error", False)] * 2


def test_a_decision_of_another_file_is_refused() -> None:
    with pytest.raises(ValueError):
        judge([ASKED, ASKED], [RIGHT], PROGRAMS)
