"""Stores that keep a turn short however long a conversation: the last events only, and locks that do not sleep."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore
from rasa.core.tracker_store import SQLTrackerStore

_EVENTS = 120  # about twenty turns


class RecentTrackerStore(SQLTrackerStore):
    """Rasa's SQL store that reads only a conversation's last events: replaying all of them is what slows it down."""

    def __init__(self, *args: Any, events: int = _EVENTS, **kwargs: Any):
        self._events = events
        kwargs.setdefault("query", {})  # SQLAlchemy 2 refuses None
        super().__init__(*args, **kwargs)

    def _event_query(self, session: Any, sender_id: str, fetch_events_from_all_sessions: bool) -> Any:
        recent = (
            session.query(self.SQLEvent.id)
            .filter(self.SQLEvent.sender_id == sender_id)
            .order_by(self.SQLEvent.id.desc())
            .limit(self._events)
            .subquery()
        )
        return session.query(self.SQLEvent).join(recent, recent.c.id == self.SQLEvent.id).order_by(self.SQLEvent.id)


class AsyncioLockStore(InMemoryLockStore):
    """One asyncio lock a conversation: a second message waits for the first and no longer (Rasa's own sleeps 1 s)."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__()
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._waiting: dict[str, int] = defaultdict(int)

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = 1
    ) -> AsyncGenerator[TicketLock, None]:
        self._waiting[conversation_id] += 1
        try:
            async with self._locks[conversation_id]:
                yield self.create_lock(conversation_id)
        finally:
            self._waiting[conversation_id] -= 1
            if not self._waiting[conversation_id]:
                del self._waiting[conversation_id], self._locks[conversation_id]
