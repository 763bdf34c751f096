"""Which fixed lines a turn says, and how they are put together with what the bot said. Pure, like respond.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from bot.lines import line, signed, unsigned
from handoff.cases.case import Matter
from handoff.cases.sla import due_words
from handoff.turns.outcome import Context, Outcome, Reply

# Whom a writer's relation makes the case about, as a counselor reads it.
SUBJECTS = {"self": "다른 사람", "family": "가족", "neighbor": "이웃", "institution": "기관의 이용자"}
# After one of these, the next within the hour would only repeat it.
STATUS_LINES = frozenset({
    "utter_handoff_waiting", "utter_handoff_queue", "utter_handoff_more", "utter_bot_down", "utter_media_received",
    "utter_not_reading_language", "utter_case_status_waiting", "utter_case_status_late",
})  # fmt: skip


def handed_off(beside: str, matter: Matter, context: Context, given: str | None = None) -> Outcome:
    """The matter goes to a person, and the resident hears who takes it and when: in full once, briefly each hour.

    `given` is the fixed line to say at the first time instead of the usual one.
    """
    if context.owner == "bot" or context.case is None:
        name, text = _first_line(given, matter, context)
    elif context.recent_lines & STATUS_LINES:
        return Outcome(_replies(beside), matter)
    else:
        name, text = _later_line(context)
    lines = {name: text}
    if matter.appeal and not (context.case and context.case.legal_deadline):
        lines = {"utter_appeal": line("utter_appeal"), **lines}
    return Outcome(_replies(beside, lines), matter)


def status(context: Context) -> Outcome:
    """The true owner and due time of the open case, or that there is none."""
    return Outcome(_replies("", dict([_status_line(context)])))


def still_here(context: Context) -> Outcome:
    """Who calls out while a case waits hears that somebody listens, and how things stand."""
    return Outcome(_replies("", dict([("utter_still_here", line("utter_still_here")), _status_line(context)])))


def once(name: str, context: Context) -> Outcome:
    """A line that is not repeated within the hour."""
    return Outcome() if name in context.recent_lines else Outcome(_replies("", {name: line(name)}))


def while_held(context: Context) -> Outcome:
    """A counselor answers. Who asks for the state of things is told it; Kakao, which shows nothing else, gets a line."""
    if context.safety:
        return Outcome()
    if context.asks_status and context.case is not None:
        return status(context)
    return once("utter_with_counselor", context) if context.channel == "kakao" else Outcome()


def with_notice(outcome: Outcome, context: Context) -> Outcome:
    """Who writes for the first time is told that the answer is automatic and what is kept; not in a danger."""
    if not context.first_contact or context.safety or outcome.crisis or not outcome.replies:
        return outcome
    name = "utter_first_contact"
    last = outcome.replies[-1]
    text = _joined([last.text, line(name)])
    return replace(
        outcome, replies=(*outcome.replies[:-1], replace(last, text=text, lines=(*last.lines, name))), noticed=True
    )


def _status_line(context: Context) -> tuple[str, str]:
    if context.case is None:
        return "utter_case_status_none", line("utter_case_status_none")
    if context.owner == "counselor" and context.case.due_at is None:
        return "utter_with_counselor", line("utter_with_counselor")
    if context.case.due_at is None or context.case.due_at <= context.now:
        return "utter_case_status_late", line("utter_case_status_late")
    name = "utter_case_status_assigned" if context.owner == "counselor" else "utter_case_status_waiting"
    return name, line(name, due=due_words(context.case.due_at))


def _first_line(given: str | None, matter: Matter, context: Context) -> tuple[str, str]:
    due = due_words(context.due)
    if given is not None:
        return given, line(given, due=due)
    desk = context.desk_name(matter.units, matter.facts)
    if desk is None:
        return "utter_handoff_queue", line("utter_handoff_queue", due=due)
    return "utter_handoff_waiting", line("utter_handoff_waiting", desk=desk, due=due)


def _later_line(context: Context) -> tuple[str, str]:
    due = context.case.due_at if context.case else None
    if due is not None and due <= context.now:
        return "utter_case_status_late", line("utter_case_status_late")
    return "utter_handoff_more", line("utter_handoff_more", due=due_words(due or context.due))


def _replies(beside: str, lines: Mapping[str, str] = MappingProxyType({})) -> tuple[Reply, ...]:
    """One message: what the bot said, then the lines. Empty where there is nothing to say."""
    text = _joined([beside, *lines.values()])
    author: Literal["bot", "system"] = "bot" if beside.strip() else "system"
    return (Reply(author, text, tuple(lines)),) if text else ()


def _joined(parts: list[str]) -> str:
    """Signed once, at the end."""
    text = "\n\n".join(bare for part in parts if (bare := unsigned(part)))
    return signed(text) if text else ""
