"""The fixed lines of domain.yml that the front door relies on."""

import re

import pytest

from bot.lines import line
from handoff.cases.close import OUTCOMES
from handoff.turns.wording import STATUS_LINES

SLOTS = {
    "utter_handoff_waiting": {"desk", "due"},
    "utter_handoff_queue": {"due"},
    "utter_handoff_more": {"due"},
    "utter_bot_down": {"due"},
    "utter_case_status_waiting": {"due"},
    "utter_case_status_assigned": {"due"},
    "utter_duty_alarm": {"kind", "number"},
    **dict.fromkeys(
        (
            "utter_appeal",
            "utter_case_status_late",
            "utter_case_status_none",
            "utter_crisis_unclaimed",
            "utter_empty_message",
            "utter_first_contact",
            "utter_media_received",
            "utter_neutral_opening",
            "utter_neutral_opening_jinju",
            "utter_not_reading_language",
            "utter_too_many",
            "utter_with_counselor",
        ),
        frozenset[str](),
    ),
}


@pytest.mark.parametrize("name", SLOTS)
def test_line_has_the_slots_that_are_filled(name: str) -> None:
    assert set(re.findall(r"{(\w+)}", line(name))) == SLOTS[name]


def test_status_lines_are_lines() -> None:
    assert SLOTS.keys() >= STATUS_LINES


@pytest.mark.parametrize("name", ["utter_neutral_opening", "utter_neutral_opening_jinju"])
def test_neutral_opening_fills_a_lock_screen(name: str) -> None:
    assert len(line(name)) >= 20
    assert not any(word in line(name) for word in ("상담", "신고", "복지", "폭력", "경찰", "쉼터"))


def test_outcomes_are_korean() -> None:
    assert all(re.fullmatch(r"[가-힣 ]+", label) for label in OUTCOMES.values())
