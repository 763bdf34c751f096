"""What a conversation remembers: slots read into a Context, and written back after a decision."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.reply import Turn
from bot.evidence import TRAIL, Context, Decision, Option
from bot.knowledge.linking.link import Link

_PLAINLY, _DESCRIBED = 0.4, 0.6  # link scores of a name and of a description
_PERHAPS = 0.25  # what a question was perhaps about is still what the next one goes on about
_ASKED = ("answer", "clarify")  # decisions on a question: its aspect is what may be asked again
_KEPT = ("ages", "household")  # told once, used later


def metadata_of(tracker: Tracker) -> dict[str, Any]:
    """What the front door told beside the text: channel, office, safety, what was said last."""
    return tracker.latest_message.get("metadata") or {}


def context_of(tracker: Tracker) -> Context:
    """What still holds of what was said before; nothing where the front door says that this is a fresh start."""
    told = metadata_of(tracker)
    channel, office = told.get("channel", "sms"), told.get("office", "dongjak")
    if told.get("fresh"):
        return Context(channel=channel, office=office)
    return Context(
        program=tracker.get_slot("program"),
        trail=tuple(tracker.get_slot("program_trail") or ()),
        aspect=tracker.get_slot("aspect"),
        options=tuple(Option(*option) for option in tracker.get_slot("options") or ()),
        situation=tuple(tracker.get_slot("situation") or ()),
        facts=tracker.get_slot("facts") or {},
        screening=tracker.get_slot("screening"),
        handed_off=tracker.get_slot("handed_off"),
        channel=channel,
        office=office,
    )


def remember(turn: Turn, context: Context) -> list[EventType]:
    """The slots after a turn. Options hold for one turn, unless the resident only chats in between; they are not spoken of.

    Who was asked which of several is meant and asks on without saying so means the likeliest, where nothing came before.
    """
    decision, offered = turn.decision, turn.reply.offered
    program = context.program
    spoken = [link.program for link in decision.programs[:1] if _was_spoken_of(decision, link)]
    if spoken and (decision.decision != "clarify" or program is None):
        program = spoken[0]
    also = [program for program, _ in decision.also]
    kept = offered or (context.options if decision.decision in ("smalltalk", "answer") else ())
    return [
        SlotSet("program", program),
        SlotSet("program_trail", list(dict.fromkeys([*spoken, *also, *context.trail]))[:TRAIL]),
        SlotSet("aspect", (decision.aspect if decision.decision in _ASKED else None) or context.aspect),
        SlotSet("options", [[o.label, o.program, o.aspect] for o in kept]),
        SlotSet("situation", list(decision.situation or context.situation)),
        SlotSet("facts", {**context.facts, **{name: decision.facts[name] for name in _KEPT if name in decision.facts}}),
        SlotSet("screening", turn.screening.as_dict() if turn.screening else None),
        SlotSet("handed_off", decision.reason or context.handed_off),
    ]


def _was_spoken_of(decision: Decision, link: Link) -> bool:
    """Answered or asked about; or told of by somebody who got a list or whose matter went to a person.

    An office is no program.
    """
    if decision.utterance == "office" or decision.decision in ("smalltalk", "out_of_scope"):
        return False
    if decision.decision in ("answer", "clarify"):
        return True
    if decision.reason == "low_confidence":
        return link.score > _PERHAPS
    return link.score > (_PLAINLY if link.via == "name" else _DESCRIBED)
