"""action_respond: the one action. It decides (bot/triage.py), says it, and remembers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import about, answer
from actions.memory import context_of, metadata_of, remember
from actions.offices import office_answer
from actions.recommendations import clarify, recommend
from actions.reply import Reply
from bot.evidence import Context, Decision, Evidence
from bot.knowledge.base import KnowledgeBase, knowledge
from bot.lines import line, signed
from bot.reading import evidence_from
from bot.triage import decide

_KOREA = ZoneInfo("Asia/Seoul")


class ActionRespond(Action):
    """Ends every turn with one text (or none, where the front door has the words) and one decision record."""

    def name(self) -> str:
        return "action_respond"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        evidence, context, base = evidence_from(tracker.latest_message), context_of(tracker), knowledge.get()
        decision, reply = respond(evidence, context, base, today_of(tracker))
        buttons = [{"title": label, "payload": text} for label, text in reply.quick_replies]
        if reply.text:
            dispatcher.utter_message(text=reply.text, buttons=buttons)
        record = decision.record() | {"knowledge": base.version}
        dispatcher.utter_message(json_message={"decision": record})
        return remember(decision, context, reply.offered)


def respond(evidence: Evidence, context: Context, base: KnowledgeBase, today: date) -> tuple[Decision, Reply]:
    """The decision and its words; a decision that finds no words becomes a handoff."""
    decision = decide(evidence, context, base)
    reply = _say(decision, evidence, context, base, today)
    if reply is None:
        decision = replace(decision, decision="handoff", reason="low_confidence", referral=("dong_center", "counselor"))
        reply = Reply("")
    return decision, reply


def _say(decision: Decision, evidence: Evidence, context: Context, base: KnowledgeBase, today: date) -> Reply | None:
    match decision.decision:
        case "answer" if decision.utterance == "office":
            return office_answer(evidence, context)
        case "answer":
            return answer(decision, evidence.text, base, today)
        case "recommend":
            return recommend(decision, evidence, context, base, today)
        case "clarify":
            return clarify(decision)
        case "smalltalk":
            return Reply(signed(line(decision.utterance or "utter_chitchat")))
        case "out_of_scope":
            name = "utter_out_of_scope_jinju" if context.office == "jinju" else "utter_out_of_scope"
            return Reply(signed(line(name)))
        case _:
            return Reply(_beside(decision, evidence, base, today))


def _beside(decision: Decision, evidence: Evidence, base: KnowledgeBase, today: date) -> str:
    """What is said beside a handoff or a hotline: an answer that was asked for too. The front door has the rest."""
    return "\n".join(about(base.programs[program], [aspect], evidence.text, today) for program, aspect in decision.also)


def today_of(tracker: Tracker) -> date:
    """The day of the turn in Korea, as the front door's clock has it."""
    now = metadata_of(tracker).get("now")
    return (datetime.fromisoformat(now) if now else datetime.now(_KOREA)).astimezone(_KOREA).date()
