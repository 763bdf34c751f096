"""How much one sender may ask of the bot. It comes after the crisis net, and a crisis is never limited."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.lines import line, signed
from handoff.cases.say import say
from handoff.db import utc_now
from handoff.people.messages import said_since
from handoff.people.tables import Conversation, Message

# A lonely elder's forty texts a day are a sign of life, not abuse: only a flood is held back.
LIMITS = ((timedelta(minutes=10), 20), (timedelta(days=1), 300))
_SAY_AGAIN_AFTER = timedelta(minutes=10)
_LINE = "utter_too_many"


def over_limit(session: Session, conversation: Conversation) -> bool:
    """Whether the sender has used up what the last minutes or the last day allow."""
    return any(_count(session, conversation, window) >= most for window, most in LIMITS)


def answer_once(session: Session, conversation: Conversation, message: Message) -> None:
    """Stored, but not sent to the bot: the sender is told, once in ten minutes."""
    message.handled_at = utc_now()
    if conversation.owner == "counselor":
        return
    if not said_since(session, conversation.id, _LINE, utc_now() - _SAY_AGAIN_AFTER):
        say(session, conversation, "system", signed(line(_LINE)), lines=[_LINE], replies_to=message.id)


def _count(session: Session, conversation: Conversation, window: timedelta) -> int:
    query = select(func.count()).select_from(Message).where(
        Message.conversation_id == conversation.id, Message.author == "resident", Message.at > utc_now() - window
    )  # fmt: skip
    return session.scalar(query) or 0
