"""The loops beside the web: turns, the outbox, and what has to be looked after every few seconds."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from contextlib import suppress

from handoff.channels.sms_gateway import sms_sender
from handoff.delivery.outbox import Outbox
from handoff.delivery.routes import Routes
from handoff.intake import rounds
from handoff.knowledge import publish
from handoff.settings import settings
from handoff.turns.bot_client import BotClient
from handoff.turns.worker import Worker

logger = logging.getLogger(__name__)

_PATIENCE = 12.0  # for what has begun when the process is told to stop: a call to a provider lasts so long


class Workers:
    """Started and stopped on the event loop of the process that has this role; several processes may."""

    def __init__(self) -> None:
        self._bot = BotClient(settings().rasa_url)
        self._turns = Worker(self._bot)
        self._outbox = Outbox(Routes({"sms": sms_sender(settings())}))
        self._no_more_rounds = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        loops = {
            "turns": self._turns.run(),
            "outbox": self._outbox.run(),
            "rounds": rounds.run(self._no_more_rounds),
            "publishing": publish.run(self._no_more_rounds),
        }
        self._tasks = [asyncio.create_task(loop, name=name) for name, loop in loops.items()]
        for task in self._tasks:
            task.add_done_callback(_report)

    async def stop(self) -> None:
        """What has begun is finished; what has not is found in the database at the next start."""
        self._turns.stop()
        self._outbox.stop()
        self._no_more_rounds.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*self._tasks, return_exceptions=True), _PATIENCE)
        await self._bot.close()


def _report(task: asyncio.Task[None]) -> None:
    """A process that takes messages in and answers none is worse than one that is started again."""
    if not task.cancelled() and task.exception() is not None:
        logger.error("Loop ended", extra={"kind": task.get_name(), "error": type(task.exception()).__name__})
        os.kill(os.getpid(), signal.SIGTERM)
