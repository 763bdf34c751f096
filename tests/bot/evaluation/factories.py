"""Labelled messages and what was decided on them, with defaults for all that a test does not care about."""

from __future__ import annotations

from typing import Any

from bot.evaluation.judged import Judged, judge
from tests.bot.factories import CARD, PENSION

PROGRAMS = {program.id: program for program in (PENSION, CARD)}


def label(expected: str, programs: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    return {"expected": expected, "programs": list(programs), "aspect": None, "referral": [], "text": "…", **more}


def made(decision: str, program: str | None = None, **more: Any) -> dict[str, Any]:
    found = [{"id": program, "name": PROGRAMS[program].name, "score": 0.9}] if program else []
    return {"decision": decision, "programs": found, "aspect": None, "referral": [], "confidence": 1.0, **more}


def judged(*pairs: tuple[dict[str, Any], dict[str, Any]]) -> list[Judged]:
    return judge([e for e, _ in pairs], [d for _, d in pairs], PROGRAMS)


ASKED = label("answer", ("어르신연금",), aspect="amount")
RIGHT = made("answer", "elder_pension", aspect="amount")
