"""Takes turns as they fall due, several at once; the poll is the truth, the bell only saves the wait."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy.exc import SQLAlchemyError

from handoff.turns import lease, wait
from handoff.turns.abandon import abandon
from handoff.turns.bot_client import Bot, BotUnavailable
from handoff.turns.commit import commit
from handoff.turns.gather import Turn, gather
from handoff.turns.lease import Lease
from handoff.turns.outcome import BotReply, Failure
from handoff.turns.respond import respond

logger = logging.getLogger(__name__)

POLL = 1.0
AT_ONCE = 8
ATTEMPTS = 3  # a turn that failed so often, or took its worker down with it, goes to a person unread
_RENEW_EVERY = lease.LASTS.total_seconds() / 3


class Worker:
    """`run` until `stop`; what is being answered then is finished first."""

    def __init__(self, bot: Bot, at_once: int = AT_ONCE, poll: float = POLL):
        self._bot, self._poll = bot, poll
        self._room = asyncio.Semaphore(at_once)
        self._turns: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def run(self) -> None:
        while not self._stopping:
            heard = wait.due.rings
            if not await self._begin_one():
                await wait.due.wait(heard, self._poll)
        await asyncio.gather(*self._turns)

    def stop(self) -> None:
        """From any thread; `run` returns once its turns are stored."""
        self._stopping = True
        wait.due.ring()

    async def drain(self) -> None:
        """Takes all that is due now and comes back when it is answered: for tests and the batch commands."""
        while await self._begin_one() or self._turns:
            if self._turns:
                await asyncio.wait(self._turns, return_when=asyncio.FIRST_COMPLETED)

    async def _begin_one(self) -> bool:
        await self._room.acquire()
        taken = await self._take()
        if taken is None:
            self._room.release()
            return False
        task = asyncio.create_task(self._handle(taken))
        self._turns.add(task)
        task.add_done_callback(self._ended)
        return True

    async def _take(self) -> Lease | None:
        try:
            return await asyncio.to_thread(lease.take)
        except Exception as error:
            logger.error("No lease could be taken", extra={"error": type(error).__name__})
            return None

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._turns.discard(task)
        self._room.release()

    async def _handle(self, taken: Lease) -> None:
        about = {"conversation_id": taken.conversation_id, "attempt": taken.attempts}
        try:
            async with _renewed(taken):
                if taken.attempts > ATTEMPTS:
                    await asyncio.to_thread(abandon, taken)
                else:
                    await take_turn(taken, self._bot)
        except Exception as error:
            # No traceback: the statements in it carry what people wrote.
            logger.error("Turn failed", extra={**about, "error": type(error).__name__})
            await _pause(taken)
        wait.done.ring()


async def take_turn(taken: Lease, bot: Bot) -> bool:
    """One turn from lease to commit; False where there was nothing to do or the lease was lost."""
    turn = await asyncio.to_thread(gather, taken)
    if turn is None:
        return False
    outcome = respond(turn.not_asked or await _ask(bot, turn), turn.context)
    return await asyncio.to_thread(commit, turn, outcome)


async def _ask(bot: Bot, turn: Turn) -> BotReply | Failure:
    try:
        return await bot.ask(turn.question)
    except BotUnavailable as error:
        logger.warning("Bot unavailable", extra={"conversation_id": turn.question.sender, "reason": str(error)})
        return "bot_down"


async def _pause(taken: Lease) -> None:
    try:
        await asyncio.to_thread(lease.pause, taken)
    except Exception as error:
        logger.error("Lease could not be given up", extra={"error": type(error).__name__})


@asynccontextmanager
async def _renewed(taken: Lease) -> AsyncIterator[None]:
    """Holds on to the lease as long as the turn takes."""

    async def renew() -> None:
        while True:
            await asyncio.sleep(_RENEW_EVERY)
            with suppress(SQLAlchemyError):
                await asyncio.to_thread(lease.renew, taken)

    task = asyncio.create_task(renew())
    try:
        yield
    finally:
        task.cancel()
