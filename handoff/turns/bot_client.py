"""Asks Rasa over HTTP: three seconds at most, and not at all while it is known to be away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from time import monotonic
from typing import Any, Protocol

import httpx

from handoff.errors import HandoffError
from handoff.turns.outcome import BotReply, QuickReply

logger = logging.getLogger(__name__)

TIMEOUT = 3.0


class BotUnavailable(HandoffError):
    """The bot cannot answer now."""

    code = "bot_unavailable"
    http_status = 503


@dataclass(frozen=True)
class Question:
    """One turn as the bot gets it; a message id that it knows brings the same answer again."""

    sender: str
    message_id: str
    text: str
    metadata: Mapping[str, Any]


class Bot(Protocol):
    """What answers a turn: Rasa, or a stand-in."""

    async def ask(self, question: Question) -> BotReply:
        """Raises BotUnavailable where there is no answer."""


class Breaker:
    """Stops asking after three failures in a row; every two seconds one question is let through to see."""

    def __init__(self, failures: int = 3, pause: float = 2.0, clock: Callable[[], float] = monotonic):
        self._most, self._pause, self._clock = failures, pause, clock
        self._failed, self._next_probe = 0, 0.0

    @property
    def open(self) -> bool:
        return self._failed >= self._most

    def allow(self) -> bool:
        """Whether to ask now; while open, the one who is let through probes for all."""
        if not self.open:
            return True
        if self._clock() < self._next_probe:
            return False
        self._next_probe = self._clock() + self._pause
        return True

    def succeeded(self) -> None:
        self._failed = 0

    def failed(self) -> None:
        self._failed += 1
        self._next_probe = self._clock() + self._pause


class BotClient:
    """Rasa's channel at `url` (BOKJI_RASA_URL); one for a process. Close it at the end."""

    def __init__(self, url: str, timeout: float = TIMEOUT, breaker: Breaker | None = None):
        self._client = httpx.AsyncClient(base_url=url, timeout=timeout, trust_env=False)
        self._timeout = timeout
        self._breaker = breaker or Breaker()

    @property
    def up(self) -> bool:
        """What the last answers say; a bot never asked counts as up."""
        return not self._breaker.open

    async def ask(self, question: Question) -> BotReply:
        """The bot's answer within the timeout, all in all; else BotUnavailable."""
        if not self._breaker.allow():
            raise BotUnavailable("not asked: it did not answer a moment ago")
        try:
            async with asyncio.timeout(self._timeout):
                response = await self._client.post("/webhooks/bokji/turn", json=asdict(question))
        except (httpx.HTTPError, TimeoutError) as error:
            self._breaker.failed()
            raise BotUnavailable(type(error).__name__) from None
        self._breaker.succeeded()
        if response.status_code != 200:
            raise BotUnavailable(f"status {response.status_code}")
        return _parse(response)

    async def close(self) -> None:
        await self._client.aclose()


def _parse(response: httpx.Response) -> BotReply:
    try:
        body = response.json()
        offered = tuple(QuickReply(str(q["label"]), str(q["text"])) for q in body.get("quick_replies") or ())
        decision = body.get("decision")
        return BotReply(str(body.get("text") or ""), offered, decision if isinstance(decision, dict) else None)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BotUnavailable("its answer is not as agreed") from None
