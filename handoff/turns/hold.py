"""How long a conversation waits for the rest of a question: people send one in three texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from handoff.people.tables import Message

AFTER_LAST = timedelta(seconds=6)
AFTER_FIRST = timedelta(seconds=20)


def due_at(channel: str, waiting: Sequence[Message], now: datetime) -> datetime | None:
    """When the messages that wait may be taken: on SMS 6 s after the last and 20 s after the first at most.

    Kakao's handler waits for its answer, and a crisis never waits. A turn that was begun before a crash is due at once.
    """
    if not waiting:
        return None
    if channel != "sms" or any(message.finding or message.turn_id for message in waiting):
        return now
    return min(waiting[0].at + AFTER_FIRST, waiting[-1].at + AFTER_LAST)
