"""A counselor answers: message and outbound row in one transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.korean.normalize import storable
from handoff.cases.alarm import silence
from handoff.cases.assignment import lock_held
from handoff.cases.events import record
from handoff.cases.say import say
from handoff.db import utc_now
from handoff.errors import HandoffError
from handoff.people.tables import Message

LONGEST = 2000


class ReplyEmpty(HandoffError):
    """There is nothing to send."""

    code = "reply_empty"
    http_status = 422


class ReplyTooLong(HandoffError):
    """The reply is longer than 2,000 letters."""

    code = "reply_too_long"
    http_status = 422


def check_reply(text: str) -> str:
    """The text as it will be sent; raises ReplyEmpty or ReplyTooLong."""
    text = storable(text).strip()
    if not text:
        raise ReplyEmpty()
    if len(text) > LONGEST:
        raise ReplyTooLong()
    return text


def reply(session: Session, case_id: str, counselor_id: str, text: str) -> Message:
    """Sends the holder's answer to the resident; nobody else's goes out."""
    text = check_reply(text)
    case, conversation = lock_held(session, case_id, counselor_id)
    message = say(session, conversation, "counselor", text, counselor_id=counselor_id)
    case.first_response_at = case.first_response_at or utc_now()
    case.next_response_due_at = None
    silence(session, case, counselor_id)
    record(session, case, "replied", counselor_id, message_id=message.id)
    return message
