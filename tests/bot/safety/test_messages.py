"""What the crisis net learns from."""

from __future__ import annotations

import json
from pathlib import Path

from bot.safety.messages import ordinary
from bot.safety.model import NONE


def test_a_turn_of_a_dialogue_that_tells_of_no_danger_is_an_ordinary_message(tmp_path: Path) -> None:
    (tmp_path / "nlu").mkdir()
    (tmp_path / "dialogues").mkdir()
    turns = [
        {"text": "약값도 보태 주나요", "expected": "answer"},
        {"text": "옆집에서 살려 달라는 소리가 나요", "expected": "crisis"},
        {"text": "약값도 보태 주나요", "expected": "answer"},
    ]
    (tmp_path / "dialogues" / "some.jsonl").write_text(json.dumps({"turns": turns}) + "\n", encoding="utf-8")
    assert [(m.text, m.label) for m in ordinary(tmp_path)] == [("약값도 보태 주나요", NONE)]
