"""Wakes the worker, and lets Kakao's handler wait for the answer to its message.

Within a process an event wakes; across processes a poll finds out. Either way the database is the truth.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from sqlalchemy import select, update

from handoff.db import transaction
from handoff.delivery.tables import Outbound
from handoff.people.tables import Message
from handoff.turns.outcome import QuickReply

_POLL = 0.25


@dataclass(frozen=True)
class Answer:
    """What to show now. `handled` false: the turn is still going on, and these are only what came before it."""

    handled: bool
    texts: tuple[str, ...] = ()
    quick_replies: tuple[QuickReply, ...] = ()


class Bell:
    """Rings for everybody who waits; a ring while nobody waits is not lost to `wait`'s next poll."""

    def __init__(self) -> None:
        self._event: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def ring(self) -> None:
        """From any thread."""
        if self._loop is not None and self._event is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._event.set)

    async def wait(self, seconds: float) -> None:
        """Until the next ring, at most this long."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop or self._event is None or self._event.is_set():
            self._loop, self._event = loop, asyncio.Event()
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except TimeoutError:
            return


due = Bell()  # a message has come: rung by channels after `receive`, heard by the worker
done = Bell()  # a turn was stored: rung by the worker, heard by Kakao's handler


async def answer_to(message_id: str, seconds: float = 3.0) -> Answer:
    """The answer to a message, once its turn is stored or the time is over. What is in it is marked as shown.

    Of several messages in one turn the last one gets the answer; the others get none.
    """
    deadline = asyncio.get_running_loop().time() + seconds
    while not await asyncio.to_thread(_is_handled, message_id):
        left = deadline - asyncio.get_running_loop().time()
        if left <= 0:
            return await asyncio.to_thread(take, message_id, handled=False)
        await done.wait(min(left, _POLL))
    return await asyncio.to_thread(take, message_id, handled=True)


def take(message_id: str, *, handled: bool) -> Answer:
    """Takes the queued replies to a message for showing; each is taken once, by this or by delivery."""
    replies = select(Message.id).where(Message.replies_to == message_id)
    shown = (
        update(Outbound)
        .where(Outbound.message_id.in_(replies), Outbound.channel == "kakao", Outbound.state == "queued")
        .values(state="shown")
        .returning(Outbound.message_id)
        .execution_options(synchronize_session=False)
    )
    with transaction() as session:
        taken = session.scalars(shown).all()
        messages = session.scalars(select(Message).where(Message.id.in_(taken)).order_by(Message.number)).all()
    offered = next((message.quick_replies for message in reversed(messages) if message.quick_replies), [])
    quick = tuple(QuickReply(q["label"], q["text"]) for q in offered)
    return Answer(handled, tuple(message.text for message in messages), quick)


def _is_handled(message_id: str) -> bool:
    with transaction() as session:
        return session.scalar(select(Message.handled_at).filter_by(id=message_id)) is not None
