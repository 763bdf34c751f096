"""Stores what a turn came to, with all that goes out, only if its lease still holds."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy.orm import Session

from bot.safety.kinds import KINDS
from handoff.cases.case import open_or_join, wake
from handoff.cases.crisis import notice_crisis
from handoff.cases.say import say
from handoff.db import transaction, utc_now
from handoff.knowledge.sent import keep_entries
from handoff.people.conversation import lock_conversation
from handoff.people.messages import unhandled
from handoff.people.owner import give_to
from handoff.people.tables import Conversation, Message
from handoff.turns import lease
from handoff.turns.gather import Turn
from handoff.turns.hold import due_at
from handoff.turns.notice import notice_version
from handoff.turns.outcome import Outcome, Reply
from handoff.turns.rating import keep_rating


def commit(turn: Turn, outcome: Outcome) -> bool:
    """False where the lease was lost: then nothing was stored, and another turn takes the messages."""
    with transaction() as session:
        if not lease.finish(session, turn.lease):
            return False
        conversation = lock_conversation(session, turn.lease.conversation_id)
        _mark_handled(session, turn)
        _bring_to_a_person(session, conversation, turn, outcome)
        _say(session, conversation, turn, outcome)
        keep_rating(session, conversation.id, turn.id, turn.question.text, outcome.decision)
        conversation.notice = notice_version() if outcome.noticed else conversation.notice
        conversation.due_at = due_at(conversation.channel, unhandled(session, conversation.id), utc_now())
    return True


def _mark_handled(session: Session, turn: Turn) -> None:
    for message_id in turn.message_ids:
        session.get_one(Message, message_id).handled_at = utc_now()
    session.flush()


def _bring_to_a_person(session: Session, conversation: Conversation, turn: Turn, outcome: Outcome) -> None:
    if outcome.crisis is not None and outcome.matter is not None:
        notice_crisis(
            session,
            conversation,
            outcome.crisis,
            outcome.crisis_subject,
            matter=outcome.matter,
            replies_to=turn.id,
            protected=KINDS[outcome.crisis].protected,
        )
    elif outcome.matter is not None:
        case = open_or_join(session, conversation, outcome.matter)
        wake(session, case)
    give_to(conversation, outcome.owner_after(conversation.owner), conversation.counselor_id)


def _say(session: Session, conversation: Conversation, turn: Turn, outcome: Outcome) -> None:
    """The bot's record stands beside its first message; where it says nothing, beside what it was asked."""
    record = dict(outcome.decision) if outcome.decision else None
    for reply in outcome.replies:
        _say_one(session, conversation, turn, reply, record)
        record = None
    if record is not None:
        session.get_one(Message, turn.id).decision = record


def _say_one(
    session: Session, conversation: Conversation, turn: Turn, reply: Reply, record: dict[str, object] | None
) -> None:
    message = say(
        session,
        conversation,
        reply.author,
        reply.text,
        lines=reply.lines,
        quick_replies=[asdict(quick) for quick in reply.quick_replies],
        replies_to=turn.id,
        decision=record,
    )
    if record is not None:
        keep_entries(session, message, record)
