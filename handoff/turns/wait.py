"""Wakes the worker, and lets Kakao's handler wait for the answer to its message.

Within a process an event wakes; across processes a poll finds out. Either way the database is the truth.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

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
    """Rung from any thread, heard on any event loop. `rings` counts, so that none is missed between look and wait."""

    def __init__(self) -> None:
        self.rings = 0
        self._lock = Lock()
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]] = set()

    def ring(self) -> None:
        with self._lock:
            self.rings += 1
            waiting, self._waiting = self._waiting, set()
        for loop, future in waiting:
            with suppress(RuntimeError):  # its loop is closed: nobody listens there any more
                loop.call_soon_threadsafe(_wake, future)

    async def wait(self, heard: int, seconds: float) -> None:
        """Until it rings more often than `heard`, at most this long."""
        loop = asyncio.get_running_loop()
        waiter = (loop, loop.create_future())
        with self._lock:
            if self.rings != heard:
                return
            self._waiting.add(waiter)
        with suppress(TimeoutError):
            await asyncio.wait_for(waiter[1], seconds)
        with self._lock:
            self._waiting.discard(waiter)


def _wake(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


due = Bell()  # a message has come: rung by channels after `receive`, heard by the worker
done = Bell()  # a turn was stored: rung by the worker, heard by Kakao's handler


async def answer_to(message_id: str, seconds: float = 3.0) -> Answer:
    """The answer to a message, once its turn is stored or the time is over. What is in it is marked as shown.

    Of several messages in one turn the last one gets the answer; the others get none.
    """
    deadline = asyncio.get_running_loop().time() + seconds
    while True:
        heard = done.rings
        if await asyncio.to_thread(_is_handled, message_id):
            return await asyncio.to_thread(take, message_id, handled=True)
        left = deadline - asyncio.get_running_loop().time()
        if left <= 0:
            return await asyncio.to_thread(take, message_id, handled=False)
        await done.wait(heard, min(left, _POLL))


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
