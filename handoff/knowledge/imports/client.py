"""Asks one open API, gently: a pause after each call, few and slow repetitions, and the key in no error or log.

Four calls at once without a pause got HTTP 429 for 732 of 900, and the failed ones ate the daily limit (observed
2026-06 on a development account): harvest.py asks two at a time.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, quote_plus

import httpx

from handoff.db import utc_now
from handoff.knowledge.imports.batch import korean_day
from handoff.knowledge.imports.faults import AccessRefused, Stopped, TryAgain, Unanswered, fault_of
from handoff.knowledge.imports.sources import APIS, Question, base_of, key_of
from handoff.knowledge.readers import Page, ServiceError, UnreadableImport, parse_answer
from handoff.settings import Settings

PAUSE = 0.25  # seconds after each call
BACKOFF = (1.0, 3.0, 9.0)  # seconds before each repetition
_LONGEST_WAIT = 60.0  # seconds that a Retry-After may ask for
_TIMEOUT = httpx.Timeout(30.0, connect=5.0)

# They write whole addresses, in which the key stands.
for _chatty in ("httpx", "httpcore"):
    logging.getLogger(_chatty).setLevel(logging.WARNING)


@dataclass(frozen=True)
class Answer:
    """What came, without the key should it repeat it, and what it says."""

    body: bytes
    page: Page


class OpenApi:
    """The API of one source; an asynchronous context manager. Raises KeyMissing without a key."""

    def __init__(self, source: str, settings: Settings, pause: float = PAUSE, backoff: tuple[float, ...] = BACKOFF):
        self._source, self._pause, self._backoff = source, pause, backoff
        self._key = key_of(source, settings)
        base = base_of(source, settings)
        official = base == APIS[source].base
        # A redirect would carry the key elsewhere; a stand-in on this machine is not behind the proxy.
        self._client = httpx.AsyncClient(base_url=base, timeout=_TIMEOUT, follow_redirects=False, trust_env=official)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def ask(self, question: Question) -> Answer:
        """Raises Stopped where asking on is useless, Unanswered where this one question stays open."""
        for wait in self._backoff:
            try:
                return await self._once(question)
            except TryAgain as fault:
                await asyncio.sleep(max(wait, fault.after))
        try:
            return await self._once(question)
        except TryAgain as fault:
            raise Unanswered(str(fault)) from None

    async def _once(self, question: Question) -> Answer:
        parameters = question.parameters | {APIS[self._source].key_parameter: self._key}
        try:
            response = await self._client.get(question.path, params=parameters)
        except httpx.HTTPError as error:
            raise TryAgain(type(error).__name__) from None  # its message may quote the address
        finally:
            await asyncio.sleep(self._pause)
        body = self._without_key(response.content)
        return Answer(body, self._understood(response, question, body))

    def _understood(self, response: httpx.Response, question: Question, body: bytes) -> Page:
        """A gateway's error may come with any status, and an error page with 200."""
        status, after = response.status_code, _retry_after(response)
        fault: Exception
        try:
            page = parse_answer(self._source, question.kind, body, korean_day(utc_now()))
        except ServiceError as error:
            fault = fault_of(error)
        except UnreadableImport as error:
            fault = TryAgain(str(error) if status == 200 else f"HTTP {status}", after)
        else:
            if status == 200:
                return page
            fault = TryAgain(f"HTTP {status}", after)
        if status in (401, 403) and not isinstance(fault, Stopped):
            fault = AccessRefused(f"the source refuses the key (HTTP {status})")
        raise fault

    def _without_key(self, body: bytes) -> bytes:
        for form in {self._key, quote(self._key, safe=""), quote_plus(self._key)}:
            body = body.replace(form.encode(), b"***")
        return body


def _retry_after(response: httpx.Response) -> float:
    """In seconds; a date, which the standard allows too, counts as none."""
    asked = response.headers.get("Retry-After", "")
    return min(float(asked), _LONGEST_WAIT) if asked.isdecimal() else 0.0
