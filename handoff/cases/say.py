"""Says something to a resident: message and outbound row together, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.korean.normalize import storable
from bot.lines import line
from handoff.db import utc_now
from handoff.delivery.tables import Outbound
from handoff.people.messages import add_message
from handoff.people.tables import Conversation, Message
from handoff.settings import settings

# Kakao's handler waits for the answer and shows it itself (turns/wait.py); only what it did not take goes other ways.
KAKAO_HANDLER_FIRST = timedelta(seconds=4)


def say(
    session: Session,
    conversation: Conversation,
    author: str,
    text: str,
    *,
    purpose: str = "reply",
    lines: Sequence[str] = (),
    **fields: Any,
) -> Message:
    """Appends what `author` says to a locked conversation and queues it for delivery to its address."""
    text = storable(text)
    if conversation.protected and purpose != "hotline":
        text = neutral(text)
    message = add_message(session, conversation, author, text, lines=list(lines), **fields)
    answers = fields.get("replies_to") is not None and conversation.channel == "kakao"
    session.add(
        Outbound(
            message_id=message.id,
            conversation_id=conversation.id,
            channel=conversation.channel,
            to=conversation.address,
            text=text,
            purpose=purpose,
            not_before=utc_now() + (KAKAO_HANDLER_FIRST if answers else timedelta()),
        )
    )
    return message


def neutral(text: str) -> str:
    """The text behind an opening that tells nothing on a lock screen: somebody violent may be reading."""
    opening = line(f"utter_neutral_opening{'_jinju' if settings().office == 'jinju' else ''}")
    return text if text.startswith(opening) else f"{opening}\n{text}"
