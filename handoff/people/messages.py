"""What was said in a conversation, in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handoff.people.tables import Conversation, Message


def add_message(session: Session, conversation: Conversation, author: str, text: str, **fields: Any) -> Message:
    """Appends to a conversation that the caller has locked, so that the numbers have no gaps and no twins."""
    last = session.scalar(select(func.max(Message.number)).filter_by(conversation_id=conversation.id))
    message = Message(conversation_id=conversation.id, number=(last or 0) + 1, author=author, text=text, **fields)
    session.add(message)
    session.flush()
    return message


def unhandled(session: Session, conversation_id: str) -> Sequence[Message]:
    """The resident's messages that no turn has taken to its end, oldest first."""
    query = select(Message).filter_by(conversation_id=conversation_id, author="resident", handled_at=None)
    return session.scalars(query.order_by(Message.number)).all()


def said_since(session: Session, conversation_id: str, line: str, since: datetime) -> bool:
    """Whether a fixed utterance has been said in this conversation since then."""
    query = select(Message.lines).where(
        Message.conversation_id == conversation_id, Message.author != "resident", Message.at > since
    )
    return any(line in lines for lines in session.scalars(query))


def last_before(session: Session, conversation_id: str, number: int, author: str | None = None) -> Message | None:
    """The message before this number that the other side could see; of one author where it is given."""
    query = select(Message).where(
        Message.conversation_id == conversation_id, Message.number < number, Message.private.is_(False)
    )
    query = query.filter_by(author=author) if author else query
    return session.scalar(query.order_by(Message.number.desc()).limit(1))
