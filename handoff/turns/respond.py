"""The bot's decision (or its silence) and the context in, the outcome out. Pure: no database, no clock, no network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.safety.kinds import KINDS
from handoff.cases.case import Matter
from handoff.cases.tables import REASONS
from handoff.turns import wording
from handoff.turns.outcome import BotReply, Context, Failure, Outcome, Reply

PLAIN = ("answer", "recommend", "clarify", "smalltalk", "out_of_scope")
# Where somebody violent may be reading, the hotline is all that is said. Beside another danger only what was really
# asked is answered: a joke or "그건 저희 일이 아닙니다" would hurt.
_BESIDE_DANGER = ("answer", "recommend", "handoff", "crisis")
_UNKNOWN_DANGER = "survival"  # a crisis without a kind we know: its hotlines take any distress


def respond(result: BotReply | Failure, context: Context) -> Outcome:
    """What is said to the resident, and what a person gets to do."""
    if context.owner == "counselor":
        return wording.while_held(context)
    outcome = _failed(result, context) if isinstance(result, str) else _answered(result, context)
    if context.calls_out and context.case is not None and not (context.safety or outcome.crisis):
        outcome = replace(wording.still_here(context), decision=outcome.decision)
    return wording.with_notice(outcome, context)


def _answered(result: BotReply, context: Context) -> Outcome:
    record = result.decision
    decision = record.get("decision") if record else None
    if context.safety:
        return _beside_danger(result, decision, context)
    if record is None:
        return _failed("bot_down", context)
    if decision == "crisis":
        return _danger(result, record)
    if decision == "handoff":
        return _handoff(result, record, context)
    if decision in PLAIN and result.text.strip():
        return _with_media(result, record, context) if context.media else _plain(result, record)
    return replace(_handoff(BotReply(decision=record), {"reason": "low_confidence"}, context), decision=record)


def _failed(failure: Failure, context: Context) -> Outcome:
    """Without an answer of the bot's: an honest line and a case, or for an empty message only the line."""
    if context.safety:  # hotline, case and alarm are there already
        foreign = failure == "language" and not KINDS[context.safety].protected
        return wording.once("utter_crisis_foreigner", context) if foreign else Outcome()
    if context.asks_status and context.case is not None:
        return wording.status(context)
    if failure == "empty":
        return wording.once("utter_empty_message", context)
    line, reason, units = {
        "bot_down": ("utter_bot_down", "bot_down", ()),
        "media": ("utter_media_received", "own_case", ()),
        "language": ("utter_not_reading_language", "low_confidence", ("migrants",)),
    }.get(failure, (None, "low_confidence", ()))
    return wording.handed_off("", Matter(reason, units=units), context, given=line)


def _handoff(result: BotReply, record: Mapping[str, Any], context: Context) -> Outcome:
    if record.get("reason") == "case_status" and _can_be_told(context):
        return replace(wording.status(context), decision=record)
    matter = _matter(record)
    if matter.reason == "requested" and context.wish:
        matter = replace(matter, facts={**matter.facts, "wish": context.wish})
    given = "utter_deletion" if matter.facts.get("wish") == "deletion" else None
    return replace(wording.handed_off(result.text, matter, context, given), decision=record)


def _can_be_told(context: Context) -> bool:
    """A resting case is woken; and where nothing waits here, what was meant may be an application at an office."""
    return context.asks_status if context.case is None else not context.case.resting


def _danger(result: BotReply, record: Mapping[str, Any]) -> Outcome:
    """A danger that only the bot saw; the hotline is written by those who store the outcome."""
    kind = str(record.get("crisis"))
    kind = kind if kind in KINDS else _UNKNOWN_DANGER
    matter = replace(_matter(record), reason="crisis", crisis=kind)
    beside = (Reply("bot", result.text),) if result.text.strip() and not KINDS[kind].protected else ()
    return Outcome(beside, matter, kind, crisis_subject=str(record.get("subject") or "self"), decision=record)


def _beside_danger(result: BotReply, decision: object, context: Context) -> Outcome:
    """The net has fired: what else was asked is answered or noted; nothing is promised for tomorrow."""
    if result.decision is None:
        return Outcome()
    said = result.text.strip() and decision in _BESIDE_DANGER and not context.protected
    matter = replace(_matter(result.decision), reason="crisis", crisis=context.safety)
    return Outcome((Reply("bot", result.text),) if said else (), matter, decision=result.decision)


def _plain(result: BotReply, record: Mapping[str, Any]) -> Outcome:
    return Outcome((Reply("bot", result.text, quick_replies=result.quick_replies),), decision=record)


def _with_media(result: BotReply, record: Mapping[str, Any], context: Context) -> Outcome:
    """The question is answered, and somebody looks at the picture."""
    matter = replace(_matter(record), reason="own_case")
    outcome = wording.handed_off(result.text, matter, context, given="utter_media_received")
    return replace(outcome, decision=record)


def _matter(record: Mapping[str, Any]) -> Matter:
    """What a person gets from the decision record; a record that is not as agreed costs what it lacks, no more."""
    reason = record.get("reason")
    facts, units, guesses = record.get("facts"), record.get("referral"), record.get("guesses")
    relation = str(record.get("relation"))
    about_other = record.get("subject") == "other"
    return Matter(
        reason=reason if reason in REASONS else "low_confidence",
        units=tuple(map(str, units)) if isinstance(units, list) else (),
        facts=facts if isinstance(facts, dict) else {},
        guesses=[g for g in guesses if isinstance(g, dict)] if isinstance(guesses, list) else (),
        relation=relation if relation in wording.SUBJECTS else "self",
        subject=wording.SUBJECTS.get(relation, "다른 사람") if about_other else None,
        appeal=record.get("legal") == "appeal",
    )
