"""One look at the database a second, handed to every open page of this process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakKeyDictionary

from fastapi.concurrency import run_in_threadpool

from handoff.console.changes import Look

logger = logging.getLogger(__name__)

EVERY = 1.0

Heard = asyncio.Queue[tuple[str, ...]]


class Feed:
    """Looks while somebody listens."""

    def __init__(self) -> None:
        self._listeners: set[Heard] = set()
        self._looking: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def listen(self) -> AsyncIterator[Heard]:
        """A queue of what changes from now on."""
        heard: Heard = asyncio.Queue()
        self._listeners.add(heard)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            yield heard
        finally:
            self._listeners.discard(heard)

    async def _look(self) -> None:
        look = Look()
        while self._listeners:
            try:
                changed = await run_in_threadpool(look.again)
            except Exception as error:  # the database is away for a while: look again
                logger.warning("Live view cannot look", extra={"error": type(error).__name__})
                changed = ()
            if changed:
                for heard in self._listeners:
                    heard.put_nowait(changed)
            await asyncio.sleep(EVERY)


_feeds: WeakKeyDictionary[asyncio.AbstractEventLoop, Feed] = WeakKeyDictionary()


def feed() -> Feed:
    """The feed of this event loop."""
    return _feeds.setdefault(asyncio.get_running_loop(), Feed())
