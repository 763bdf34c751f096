"""action_respond: the one action. It decides (bot/triage.py), says it, and remembers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import screening
from actions.answers import about, answer
from actions.imported import imported_answer
from actions.memory import context_of, metadata_of, remember
from actions.model import model_of
from actions.offices import office_answer
from actions.recommendations import clarify, recommend
from actions.reply import Reply, Turn
from actions.screening import CHECK, SCREENING
from bot.eligibility.asking import asks_for_oneself, wants_check
from bot.eligibility.screening import Screening
from bot.evidence import Context, Decision, Evidence
from bot.knowledge.base import KnowledgeBase, knowledge
from bot.lines import line, signed, unsigned
from bot.reading import evidence_from
from bot.triage import decide, load

_KOREA = ZoneInfo("Asia/Seoul")


class ActionRespond(Action):
    """Ends every turn with one text (or none, where the front door has the words) and one decision record."""

    def __init__(self) -> None:
        load()

    def name(self) -> str:
        return "action_respond"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        evidence, context, base = evidence_from(tracker.latest_message), context_of(tracker), knowledge.get()
        turn = respond(evidence, context, base, today_of(tracker))
        buttons = [{"title": label, "payload": text} for label, text in turn.reply.quick_replies]
        if turn.reply.text:
            dispatcher.utter_message(text=turn.reply.text, buttons=buttons)
        record = turn.decision.record() | {
            "knowledge": base.version,
            "given": given(turn),
            "model": model_of(tracker),
        }
        dispatcher.utter_message(json_message={"decision": record})
        return remember(turn, context)


def respond(evidence: Evidence, context: Context, base: KnowledgeBase, today: date) -> Turn:
    """The decision and its words; a decision that finds no words becomes a handoff."""
    state = Screening.from_dict(context.screening) if context.screening else None
    if state and evidence.crisis is None and (turn := screening.go_on(state, evidence, context, base)):
        return turn
    state = replace(state, question=None) if state else None  # left: a later number must not answer it
    decision = decide(evidence, context, base)
    if turn := _screened(decision, evidence, context, base, today):
        return turn
    reply = _say(decision, evidence, context, base, today)
    if reply is None:
        decision = replace(decision, decision="handoff", reason="low_confidence", referral=("dong_center", "counselor"))
        reply = Reply("")
    if state and decision.decision in ("handoff", "crisis"):
        decision = replace(decision, facts={**decision.facts, **screening.told(state)})
    return Turn(decision, _with_offer(reply, decision, evidence, context, base), state)


def _screened(
    decision: Decision, evidence: Evidence, context: Context, base: KnowledgeBase, today: date
) -> Turn | None:
    """The first question of a screening, where one was offered and taken up, or asked for in so many words."""
    if decision.utterance == SCREENING or (decision.decision == "answer" and wants_check(evidence.text)):
        program = decision.programs[0].program if decision.programs else None
        return screening.start(program, evidence, context, base, today) if program else None
    if decision.decision == "recommend" and wants_check(evidence.text):
        return screening.start(None, evidence, context, base, today)
    return None


def _with_offer(reply: Reply, decision: Decision, evidence: Evidence, context: Context, base: KnowledgeBase) -> Reply:
    """Who asks whether they themselves get something is answered, and offered to have it looked at."""
    about_oneself = (
        decision.decision == "answer" and decision.aspect == "eligibility" and asks_for_oneself(evidence.text)
    )
    option = (
        screening.offer(decision.programs[0].program, base, context.office)
        if about_oneself and decision.programs
        else None
    )
    if option is None:
        return reply
    text = signed(unsigned(reply.text) + "\n" + line("utter_offer_screening"))
    return replace(reply, text=text, quick_replies=((CHECK, CHECK), *reply.quick_replies), offered=(option,))


def given(turn: Turn) -> list[list[str]]:
    """All that was said from the knowledge base, as [kind, id, aspect]: whom to tell when an entry was wrong."""
    decision = turn.decision
    said: list[tuple[str, str, str]] = []
    if decision.decision == "answer" and decision.programs and decision.utterance in (None, "imported"):
        kind = "imported" if decision.utterance else "program"
        said.append((kind, decision.programs[0].program, decision.aspect or "overview"))
    said += [("program", program, aspect) for program, aspect in decision.also]
    if turn.reply.desk:
        said.append(("desk", turn.reply.desk, "contact"))
    if decision.decision == "recommend":
        said += [("program", option.program, "summary") for option in turn.reply.offered]
    return [list(entry) for entry in dict.fromkeys(said)]


def _say(decision: Decision, evidence: Evidence, context: Context, base: KnowledgeBase, today: date) -> Reply | None:
    match decision.decision:
        case "answer" if decision.utterance == "office":
            return office_answer(evidence, context)
        case "answer" if decision.utterance == "imported":
            return imported_answer(decision, context, base, today)
        case "answer":
            return answer(decision, evidence.text, base, today)
        case "recommend":
            return recommend(decision, evidence, context, base, today)
        case "clarify":
            return clarify(decision)
        case "smalltalk":
            return Reply(signed(line(decision.utterance or "utter_chitchat")))
        case "out_of_scope" if decision.place:
            return Reply(signed(line("utter_lives_elsewhere", place=decision.place)))
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
