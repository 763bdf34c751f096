"""The database: one engine, one kind of session, columns that encrypt and times that know their zone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import uuid4

from cryptography.fernet import InvalidToken, MultiFernet
from sqlalchemy import JSON, DateTime, Engine, LargeBinary, String, TypeDecorator, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

from bot.secrets import cipher_of
from handoff.errors import HandoffError
from handoff.settings import settings


class DatabaseUnusable(HandoffError):
    """The database cannot be used: missing, foreign, or of another version."""

    code = "database_unusable"
    http_status = 503


class Base(DeclarativeBase):
    """All tables; each folder keeps its own in `tables.py`."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    return uuid4().hex


class Moment(TypeDecorator[datetime]):
    """An aware time, stored in UTC; SQLite forgets the zone, this gives it back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Encrypted(TypeDecorator[str]):
    """Text that stands encrypted in the database; BOKJI_DATA_KEYS may hold several keys, newest first."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> bytes | None:
        return cipher().encrypt(value.encode("utf-8")) if value is not None else None

    def process_result_value(self, value: bytes | None, dialect: Any) -> str | None:
        return unseal(bytes(value)) if value is not None else None


class Sealed(TypeDecorator[Any]):
    """JSON that stands encrypted in the database, as one JSON string; None is NULL."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        return seal(json.dumps(value, ensure_ascii=False)) if value is not None else None

    def process_result_value(self, value: str | None, dialect: Any) -> Any:
        return json.loads(unseal(value)) if value is not None else None


def seal(text: str) -> str:
    """Encrypted, as text."""
    return cipher().encrypt(text.encode("utf-8")).decode("ascii")


def unseal(sealed: str | bytes) -> str:
    """What was encrypted; DatabaseUnusable where none of the keys fits."""
    try:
        return cipher().decrypt(sealed).decode("utf-8")
    except InvalidToken:
        raise DatabaseUnusable("stored texts cannot be read with BOKJI_DATA_KEYS") from None


@cache
def cipher() -> MultiFernet:
    return cipher_of(",".join(settings().encryption_keys()))


def id_column() -> Mapped[str]:
    return mapped_column(String(32), primary_key=True, default=new_id)


def make_engine(url: str) -> Engine:
    """An engine for SQLite (WAL, every transaction begins by taking the write lock) or PostgreSQL."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20)
    engine = create_engine(url, connect_args={"timeout": 15, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy begins by itself, see below
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=15000", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        # A deferred transaction that reads first cannot become a writer without risking SQLITE_BUSY.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@cache
def engine() -> Engine:
    return make_engine(settings().database_url)


@contextmanager
def transaction() -> Iterator[Session]:
    """One transaction: committed at the end, rolled back on an exception. Keep it short; never call out inside."""
    with sessionmaker(engine(), expire_on_commit=False)() as session, session.begin():
        yield session


def forget_engine() -> None:
    """Tests that change the settings start with a new engine and new keys."""
    if engine.cache_info().currsize:
        engine().dispose()
    engine.cache_clear()
    cipher.cache_clear()
