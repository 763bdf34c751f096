"""What the talk weighs is learned from written dialogues, each turn with what rightly went before it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.evidence import Evidence
from bot.fit_talk import Turn, WordModels, turns_of, written
from tests.bot.factories import CARD, PENSION, create_base, evidence

BASE = create_base()


def read(text: str, office: str) -> Evidence:
    return evidence(text, question=0.9)


def turn(text: str, expected: str = "answer", program: str | None = None) -> dict[str, Any]:
    return {"text": text, "expected": expected, "programs": [program] if program else []}


@pytest.fixture
def turns(tmp_path: Path) -> list[Turn]:
    said = [
        turn("연금 얼마예요", program=PENSION.name),
        turn("서류는요", program=PENSION.name),
        turn("카드는 어디서 써요", program=CARD.name),
        turn("왜 떨어졌는지 봐주세요", "handoff"),
        turn("고마워요", "smalltalk"),
    ]
    path = tmp_path / "talks.jsonl"
    path.write_text(json.dumps({"id": "one", "turns": said}, ensure_ascii=False) + "\n", encoding="utf-8")
    return list(turns_of(written(path, BASE), BASE, read, WordModels()))


def test_the_first_turn_stands_in_no_talk(turns: list[Turn]) -> None:
    assert [turn.evidence.text for turn in turns] == [
        "서류는요",
        "카드는 어디서 써요",
        "왜 떨어졌는지 봐주세요",
        "고마워요",
    ]


def test_each_turn_has_what_rightly_went_before_it(turns: list[Turn]) -> None:
    assert [turn.context.program for turn in turns] == [PENSION.id, PENSION.id, CARD.id, CARD.id]
    assert turns[-1].context.trail == (CARD.id, PENSION.id) and turns[-1].context.handed_off == "handoff"


def test_a_turn_amounts_to_what_was_expected_of_it(turns: list[Turn]) -> None:
    assert [turn.group for turn in turns] == ["question", "question", "person", "smalltalk"]


def test_only_a_question_has_a_right_program(turns: list[Turn]) -> None:
    assert turns[0].right == PENSION.id and [turn.right for turn in turns[2:]] == [None, None]


def test_a_dialogue_may_begin_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "next.jsonl"
    said = {
        "id": "one",
        "spoken": [CARD.id, PENSION.id],
        "waits": True,
        "turns": [turn("연금은요", program=PENSION.name)],
    }
    path.write_text(json.dumps(said, ensure_ascii=False) + "\n", encoding="utf-8")
    (read_turn,) = turns_of(written(path, BASE), BASE, read, WordModels())
    assert (read_turn.context.program, read_turn.context.trail) == (CARD.id, (CARD.id, PENSION.id))
    assert read_turn.context.handed_off == "handoff" and read_turn.right == PENSION.id
