from typing import Any

from bot.evaluation.dialogues import turns_right
from bot.knowledge.base import KnowledgeBase

PROGRAMS = KnowledgeBase.load().programs


def turn(expected: str, programs: list[str], must_mention: list[str]) -> dict[str, Any]:
    return {"expected": expected, "programs": programs, "must_mention": must_mention}


def made(decision: str, program: str | None, reply: str) -> dict[str, Any]:
    return {"decision": decision, "programs": [{"id": program}] if program else [], "reply": reply}


def test_a_turn_is_right_when_decision_program_and_words_are() -> None:
    wanted = [{"turns": [turn("answer", ["기초연금"], ["34만"]), turn("smalltalk", [], [])]}]
    got = [{"turns": [made("answer", "basic_pension", "34만 9,700원"), made("smalltalk", None, "네")]}]
    assert str(turns_right(wanted, got, PROGRAMS)).startswith("100.0% (2/2")


def test_a_wrong_program_or_a_missing_figure_makes_a_turn_wrong() -> None:
    wanted = [{"turns": [turn("answer", ["기초연금"], ["34만"]), turn("answer", ["기초연금"], [])]}]
    got = [{"turns": [made("answer", "basic_pension", "모릅니다"), made("answer", "energy_voucher", "")]}]
    assert turns_right(wanted, got, PROGRAMS).right == 0
