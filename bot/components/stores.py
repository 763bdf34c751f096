"""Stores that keep a turn short however long a conversation: the last events only, and locks that do not sleep."""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import sqlalchemy as sa
from cryptography.fernet import MultiFernet
from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import TypeDecorator
from sqlalchemy.orm import declarative_base

from bot.secrets import cipher_of, kept_secret

_EVENTS = 120  # about twenty turns


class Sealed(TypeDecorator[str]):
    """Text that stands encrypted in the table, by BOKJI_DATA_KEYS or the machine's own key: residents' words."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> bytes | None:
        return _cipher().encrypt(value.encode("utf-8")) if value is not None else None

    def process_result_value(self, value: bytes | None, dialect: Any) -> str | None:
        return _cipher().decrypt(bytes(value)).decode("utf-8") if value is not None else None


@cache
def _cipher() -> MultiFernet:
    return cipher_of(os.environ.get("BOKJI_DATA_KEYS") or kept_secret("data_keys"))


class RecentTrackerStore(SQLTrackerStore):
    """Rasa's SQL store with a conversation's last events only, encrypted.

    Replaying all of them is what slows a long conversation down; what is older is deleted.
    """

    Base = declarative_base()

    class SQLEvent(Base):  # type: ignore[misc, valid-type]
        """Rasa's own table but for the type of `data`."""

        __tablename__ = "events"

        id = sa.Column(sa.Integer, primary_key=True)
        sender_id = sa.Column(sa.String(255), nullable=False, index=True)
        type_name = sa.Column(sa.String(255), nullable=False)
        timestamp = sa.Column(sa.Float)
        intent_name = sa.Column(sa.String(255))
        action_name = sa.Column(sa.String(255))
        data = sa.Column(Sealed)

    def __init__(self, *args: Any, events: int = _EVENTS, **kwargs: Any):
        self._events = events
        kwargs.setdefault("query", {})  # SQLAlchemy 2 refuses None
        super().__init__(*args, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        await super().save(tracker)
        with self.session_scope() as session:
            kept = [row.id for row in self._event_query(session, tracker.sender_id, False)]
            if kept:
                old = (self.SQLEvent.sender_id == tracker.sender_id) & (self.SQLEvent.id < kept[0])
                session.query(self.SQLEvent).filter(old).delete()
                session.commit()

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
