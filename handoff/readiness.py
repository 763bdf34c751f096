"""Asks the bot now and then, so that /readyz knows whether it ever answered and whether it does now."""

from __future__ import annotations

import asyncio
import logging
from uuid import uuid4

from handoff.turns.bot_client import BotClient, BotUnavailable, Question

logger = logging.getLogger(__name__)

_EVERY = 3.0
_PROBE = "안녕하세요"


class Readiness:
    """`answered`: the bot gave a real answer once. `up`: it gave one when it was last asked."""

    def __init__(self, rasa_url: str, every: float = _EVERY):
        self._url, self._every = rasa_url, every
        self.answered = False
        self.up = False

    async def run(self) -> None:
        """Until it is cancelled."""
        bot = BotClient(self._url)
        try:
            while True:
                self._note(await self._answers(bot))
                await asyncio.sleep(self._every if self.answered else 1.0)
        finally:
            await bot.close()

    def _note(self, up: bool) -> None:
        if up != self.up:
            logger.info("Bot answers" if up else "Bot does not answer")
        self.up = up
        self.answered = self.answered or up

    async def _answers(self, bot: BotClient) -> bool:
        """A whole turn: Rasa without a model, or with its action server dead, listens and decides nothing.

        It costs what a resident's greeting costs, and warms the bot up.
        """
        question = Question("readiness", uuid4().hex, _PROBE, {"channel": "sms", "owner": "bot", "fresh": True})
        try:
            return bool((await bot.ask(question)).decision)
        except BotUnavailable:
            return False
