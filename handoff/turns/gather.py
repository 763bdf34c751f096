"""Gathers a leased conversation's turn: which messages, what the bot is asked, what the answer depends on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff.cases.case import open_case
from handoff.cases.desks import suggest_desk
from handoff.cases.hours import office_hours
from handoff.cases.sla import response_due
from handoff.db import transaction, utc_now
from handoff.people.conversation import lock_conversation
from handoff.people.messages import last_before, unhandled
from handoff.people.tables import Conversation, Message
from handoff.settings import settings
from handoff.turns.before import Before, before_turn
from handoff.turns.bot_client import Question
from handoff.turns.lease import Lease
from handoff.turns.notice import notice_version
from handoff.turns.outcome import CaseView, Context, Failure
from handoff.turns.reading import asks_for_status, calls_out, for_the_bot, is_unreadable, wish_in

_CONTINUES_WITHIN = timedelta(seconds=10)


@dataclass(frozen=True)
class Turn:
    """One turn: its messages, the question for the bot (or why it is not asked), the context of the answer."""

    lease: Lease
    message_ids: tuple[str, ...]
    question: Question
    not_asked: Failure | None
    context: Context

    @property
    def id(self) -> str:
        """The last message's id. The bot knows a turn by it, so that a turn taken again is no second one."""
        return self.message_ids[-1]


def gather(lease: Lease) -> Turn | None:
    """The turn of a conversation just leased; None where nothing waits or the lease is lost."""
    with transaction() as session:
        conversation = lock_conversation(session, lease.conversation_id)
        if conversation.fence != lease.fence:
            return None
        messages = _take(unhandled(session, conversation.id))
        if not messages:
            conversation.due_at = None
            return None
        text = "\n".join(message.text for message in messages if message.text.strip())
        before = before_turn(session, conversation.id, messages[0], text)
        context = _context(session, conversation, messages, text, before)
        question = _question(session, conversation, messages, text, context, before)
        not_asked = _why_not_asked(messages, question, context, text)
        return Turn(lease, tuple(m.id for m in messages), question, not_asked, context)


def _take(waiting: Sequence[Message]) -> list[Message]:
    """All that waits; after a crash exactly what the turn had before, so that the bot is asked the same again."""
    begun = next((message.turn_id for message in waiting if message.turn_id), None)
    messages = [message for message in waiting if message.turn_id == begun]
    for message in messages:
        message.turn_id = messages[-1].id
    return messages


def _context(
    session: Session, conversation: Conversation, messages: Sequence[Message], text: str, before: Before
) -> Context:
    now = utc_now()
    case = open_case(session, conversation.id) if not before.stranger else None
    findings = [message.finding for message in messages if message.finding]
    return Context(
        now=now,
        due=response_due(now, office_hours()),
        channel=conversation.channel,
        owner=conversation.owner,
        safety=next((finding["kind"] for finding in findings if "kind" in finding), None),
        protected=conversation.protected,
        case=CaseView(case.number, case.due_at, case.status != "open", bool(case.legal_deadline)) if case else None,
        media=any(message.media for message in messages),
        asks_status=asks_for_status(text),
        calls_out=calls_out(text),
        wish=wish_in(text),
        recent_lines=_lines_since(session, conversation.id, now - timedelta(hours=1)),
        first_contact=conversation.notice != notice_version() and not conversation.protected,
        desk_name=_desk_name,
    )


def _question(
    session: Session,
    conversation: Conversation,
    messages: Sequence[Message],
    text: str,
    context: Context,
    before: Before,
) -> Question:
    said = before.last_said
    return Question(
        sender=conversation.id,
        message_id=messages[-1].id,
        text=for_the_bot(_continued(session, conversation, messages, text)),
        metadata={
            "channel": conversation.channel,
            "office": settings().office,
            "safety": context.safety,
            "owner": conversation.owner,
            "last_said": {"author": said.author, "text": for_the_bot(said.text)} if said else None,
            "fresh": before.fresh,
            "now": context.now.isoformat(),
        },
    )


def _continued(session: Session, conversation: Conversation, messages: Sequence[Message], text: str) -> str:
    """On Kakao, where nothing waits, a text goes on with the one of seconds before that could not be placed alone."""
    if conversation.channel != "kakao":
        return text
    reply = last_before(session, conversation.id, messages[0].number)
    if reply is None or not reply.replies_to or not _was_unsure(reply.decision):
        return text
    before = session.get(Message, reply.replies_to)
    if before is None or messages[0].at - before.at > _CONTINUES_WITHIN:
        return text
    return f"{before.text}\n{text}"


def _was_unsure(decision: Mapping[str, Any] | None) -> bool:
    return decision is not None and decision.get("reason") == "low_confidence"


def _why_not_asked(messages: Sequence[Message], question: Question, context: Context, text: str) -> Failure | None:
    if context.owner == "counselor":
        return "held"
    if any("fault" in (message.finding or {}) for message in messages):
        return "fault"
    if not question.text:
        return "media" if context.media else "empty"
    return "language" if is_unreadable(text) else None


def _lines_since(session: Session, conversation_id: str, since: datetime) -> frozenset[str]:
    query = select(Message.lines).where(
        Message.conversation_id == conversation_id, Message.author != "resident", Message.at > since
    )
    return frozenset(line for lines in session.scalars(query) for line in lines)


def _desk_name(units: Sequence[str], facts: Mapping[str, Any]) -> str | None:
    desk = suggest_desk(units, facts)
    return desk.name if desk else None
