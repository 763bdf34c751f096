"""Gives what is queued to its providers, once each; finds out what became of what nobody is sure of."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

from handoff.delivery import reasons
from handoff.delivery.queue import take_next, take_unsure
from handoff.delivery.routes import Routes
from handoff.delivery.sender import NotSent, Sending, Sent, Unsure
from handoff.delivery.settle import accepted, not_found, refused, unsure

logger = logging.getLogger(__name__)

POLL = 0.5
AT_ONCE = 4
STALE = timedelta(seconds=30)  # no call lasts so long: whoever was sending it is gone
GIVE_UP_LOOKING = timedelta(seconds=90)  # a provider lists late what it accepted
_GIVE_UP_ASKING = timedelta(minutes=15)  # its list itself is away


class Outbox:
    """`run` until `stop`; a call that has begun is finished first."""

    def __init__(self, routes: Routes, poll: float = POLL):
        self._routes, self._poll = routes, poll
        self._stopping = asyncio.Event()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._calls: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        await asyncio.gather(self._keep_doing(self._begin_one), self._keep_doing(self._look_for_one))
        await asyncio.gather(*self._calls)

    def stop(self) -> None:
        self._stopping.set()

    async def _keep_doing(self, work: Callable[[], Awaitable[bool]]) -> None:
        while not self._stopping.is_set():
            try:
                busy = await work()
            except Exception as error:
                logger.error("Outbox waits", extra={"error": type(error).__name__})
                busy = False
            if not busy:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), self._poll)

    async def _begin_one(self) -> bool:
        """Takes one message and has it sent beside the others; they are taken one by one, in order."""
        await self._room.acquire()
        sending = None
        try:
            sending = await asyncio.to_thread(take_next, self._routes.channels)
        finally:
            if sending is None:
                self._room.release()
        if sending is None:
            return False
        call = asyncio.create_task(self._send_beside(sending))
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)
        return True

    async def _send_beside(self, sending: Sending) -> None:
        try:
            await asyncio.to_thread(self._send, sending)
        except Exception as error:
            logger.error("Outcome not stored", extra={"outbound_id": sending.id, "error": type(error).__name__})
        finally:
            self._room.release()

    async def _look_for_one(self) -> bool:
        return await asyncio.to_thread(self.reconcile_one)

    def send_one(self) -> bool:
        """Sends what is next; False where nothing is due."""
        sending = take_next(self._routes.channels)
        if sending is not None:
            self._send(sending)
        return sending is not None

    def _send(self, sending: Sending) -> None:
        try:
            sent = self._call(sending)
        except NotSent as refusal:
            refused(sending, refusal)
        except Unsure:
            unsure(sending)
        else:
            accepted(sending, [sent])

    def reconcile_one(self) -> bool:
        """Looks for one message that may or may not have been sent; it is never sent again by machine."""
        sending = take_unsure(STALE)
        if sending is None:
            return False
        sender = self._routes.sender(sending.channel)
        try:
            found = sender.find(sending) if sender else []
        except Exception as error:
            logger.warning("Provider's list is away", extra={"outbound_id": sending.id, "error": type(error).__name__})
            not_found(sending, _GIVE_UP_ASKING)
        else:
            if not accepted(sending, found):
                not_found(sending, GIVE_UP_LOOKING)
        return True

    def _call(self, sending: Sending) -> Sent:
        sender = self._routes.sender(sending.channel)
        if sender is None:
            raise NotSent(reasons.NO_ROUTE)
        try:
            return sender.send(sending)
        except (NotSent, Unsure):
            raise
        except Exception as error:
            logger.error("Sender failed", extra={"outbound_id": sending.id, "error": type(error).__name__})
            raise Unsure from None
