"""Fixtures for all tests: a fresh database, a clock to set, a bot that says what it is told to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import psycopg
import pytest
from cryptography.fernet import Fernet

from handoff import db
from handoff.cases import hours
from handoff.settings import settings
from handoff.tables import metadata
from tests.factories import FakeBot

POSTGRES = os.environ.get("BOKJI_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
MONDAY_AT_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Seoul"))


class Clock:
    """The time of the service; it stands until it is moved."""

    def __init__(self, now: datetime):
        self.now = now

    def set(self, now: datetime) -> None:
        self.now = now

    def advance(self, **span: float) -> None:
        """`clock.advance(minutes=5)`."""
        self.now += timedelta(**span)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A Monday at ten, with the office open."""
    clock = Clock(MONDAY_AT_TEN)
    monkeypatch.setattr(db, "datetime", SimpleNamespace(now=lambda zone: clock.now.astimezone(zone)))
    return clock


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Settings and keys of its own; what is set through it counts for this test."""
    monkeypatch.setenv("BOKJI_SECRET_KEY", "secret-of-the-tests")
    monkeypatch.setenv("BOKJI_DATA_KEYS", _DATA_KEY)
    monkeypatch.setenv("BOKJI_OFFICE", "dongjak")
    monkeypatch.setenv("BOKJI_DUTY_NUMBERS", "+821011112222")
    monkeypatch.setenv("BOKJI_DATABASE_URL", f"sqlite:///{tmp_path / 'bokji.db'}")
    monkeypatch.setattr("bot.paths.VAR", tmp_path / "var")
    _forget()
    yield monkeypatch
    _forget()


@pytest.fixture
def database(service: pytest.MonkeyPatch) -> None:
    """A fresh SQLite database with all tables."""
    metadata.create_all(db.engine())


@pytest.fixture(params=["sqlite", "postgresql"])
def each_database(request: pytest.FixtureRequest, service: pytest.MonkeyPatch) -> None:
    """The test runs twice, each time with an empty database: on SQLite and on a real PostgreSQL."""
    if request.param == "postgresql":
        service.setenv("BOKJI_DATABASE_URL", request.getfixturevalue("postgres"))
        _forget()
    metadata.create_all(db.engine())
    with db.engine().begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL database of this test process's own, dropped at the end."""
    with empty_postgres("bokji_test") as url:
        yield url


@contextmanager
def empty_postgres(prefix: str) -> Iterator[str]:
    """The URL of an empty PostgreSQL database, dropped at the end; without a server a skip, in CI an error."""
    server, name = POSTGRES.replace("+psycopg", "").rpartition("/")[0], f"{prefix}_{os.getpid()}"
    try:
        admin = psycopg.connect(f"{server}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no PostgreSQL answers at {server}; set BOKJI_TEST_POSTGRES to another")
    with admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield f"{POSTGRES.rpartition('/')[0]}/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def bot() -> FakeBot:
    return FakeBot()


def _forget() -> None:
    db.forget_engine()
    settings.cache_clear()
    hours.office_hours.cache_clear()


_DATA_KEY = Fernet.generate_key().decode()
