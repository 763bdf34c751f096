"""What a simulated phone has on its screen: the thread as the resident sees it, with what was really sent."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff.db import transaction
from handoff.delivery.pieces import LMS_BYTES, SMS_BYTES, byte_length, message_kind
from handoff.delivery.tables import Outbound
from handoff.people.conversation import find_conversation
from handoff.people.tables import Conversation, Message

_MOST = 100
_ARRIVED = ("accepted", "delivered", "shown")


def read_thread(channel: str, address: str) -> dict[str, Any]:
    """The last messages, who answers now, and how many wait to be sent or shown."""
    with transaction() as session:
        conversation = find_conversation(session, channel, address)
        if conversation is None:
            return {"owner": "bot", "waiting": 0, "messages": []}
        sent = _sent(session, conversation)
        messages = _messages(session, conversation)
    return {
        "owner": conversation.owner,
        "waiting": sum(row.state == "queued" for row in sent),
        "messages": [shown for message in messages for shown in _shown(message, sent)],
    }


def _messages(session: Session, conversation: Conversation) -> list[Message]:
    query = select(Message).filter_by(conversation_id=conversation.id, private=False)
    return list(reversed(session.scalars(query.order_by(Message.number.desc()).limit(_MOST)).all()))


def _sent(session: Session, conversation: Conversation) -> list[Outbound]:
    query = select(Outbound).filter_by(conversation_id=conversation.id)
    return list(session.scalars(query.order_by(Outbound.created_at, Outbound.part)))


def _shown(message: Message, sent: list[Outbound]) -> list[dict[str, Any]]:
    """One bubble for what the resident wrote, one for each SMS of what we did."""
    about = {"author": message.author, "at": message.at.isoformat()}
    if message.author == "resident":
        return [{**about, "text": message.text, "photos": len(message.media)}]
    rows = [row for row in sent if row.message_id == message.id]
    return [{**about, "text": row.text, "state": row.state, **_size(row.text)} for row in rows if _arrived(row)]


def _arrived(row: Outbound) -> bool:
    return row.state in _ARRIVED


def _size(text: str) -> dict[str, Any]:
    kind = message_kind(text)
    return {"kind": kind, "bytes": byte_length(text), "most": SMS_BYTES if kind == "SMS" else LMS_BYTES}
