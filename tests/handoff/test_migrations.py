"""Tests of handoff/migrations: tables and migration agree; a database that is not ours is left alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import JSON, Connection, MetaData, column, inspect, select, table, text

from bot.paths import ROOT
from handoff import db
from handoff.cases.tables import Case
from handoff.db import DatabaseUnusable, utc_now
from handoff.migrations.state import at_head, prepare_database
from handoff.people.tables import Message
from handoff.settings import settings
from handoff.tables import metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, service: pytest.MonkeyPatch) -> Iterator[None]:
    """Without a single table."""
    if request.param == "postgresql":
        service.setenv("BOKJI_DATABASE_URL", request.getfixturevalue("postgres"))
        settings.cache_clear()
    _drop_all()
    yield
    _drop_all()


def _drop_all() -> None:
    with db.engine().begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))


def use(service: pytest.MonkeyPatch, url: str) -> None:
    service.setenv("BOKJI_DATABASE_URL", url)
    settings.cache_clear()
    db.forget_engine()


@pytest.mark.usefixtures("empty_database")
def test_migration_makes_the_tables_that_the_code_uses() -> None:
    prepare_database()
    with db.engine().begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert at_head(connection)


@pytest.mark.usefixtures("empty_database")
def test_second_start_changes_nothing() -> None:
    prepare_database()
    prepare_database()
    with db.engine().begin() as connection:
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}


@pytest.mark.usefixtures("empty_database")
def test_production_does_not_migrate_by_itself(service: pytest.MonkeyPatch) -> None:
    service.setenv("BOKJI_ENV", "production")
    settings.cache_clear()
    with pytest.raises(DatabaseUnusable, match="alembic upgrade head"):
        prepare_database()


@pytest.mark.usefixtures("empty_database")
def test_database_of_a_newer_program_is_refused() -> None:
    prepare_database()
    with db.engine().begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseUnusable, match="9999"):
        prepare_database()


def test_foreign_database_is_left_alone(service: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE customers (id)")
    use(service, f"sqlite:///{file}")
    with pytest.raises(DatabaseUnusable, match="customers"):
        prepare_database()
    with sqlite3.connect(file) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("customers",)]


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("postgresql+psycopg://postgres@127.0.0.1:1/none", "cannot use"),
        ("nonsense", "not the address of a database"),
        ("mysql://x/y", "sqlite or postgresql"),
        ("sqlite:////proc/none/bokji.db", "cannot"),
    ],
)
def test_missing_database_is_told_in_one_line(url: str, problem: str, service: pytest.MonkeyPatch) -> None:
    use(service, url)
    with pytest.raises(DatabaseUnusable, match=problem) as caught:
        prepare_database()
    assert "\n" not in str(caught.value)


def test_file_that_is_no_database_is_refused(service: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("not a database at all, but long enough to look at " * 10)
    use(service, f"sqlite:///{tmp_path / 'text.db'}")
    with pytest.raises(DatabaseUnusable, match="not a database"):
        prepare_database()


def test_password_of_the_database_is_not_shown(service: pytest.MonkeyPatch) -> None:
    use(service, "postgresql+psycopg://bokji:geheim@127.0.0.1:1/none")
    with pytest.raises(DatabaseUnusable) as caught:
        prepare_database()
    assert "geheim" not in str(caught.value)


@pytest.mark.usefixtures("empty_database")
def test_facts_that_stood_in_plain_are_encrypted_and_can_go_back() -> None:
    facts, decision = {"dong": "상도3동"}, {"decision": "answer", "facts": {"ages": [78]}}
    with db.engine().begin() as connection:
        command.upgrade(_alembic(connection), "0003")
        _insert_plain(connection, facts, decision)
        command.upgrade(_alembic(connection), "0004")
        sealed = [str(value) for value in connection.execute(text('SELECT facts, guesses FROM "case"')).one()]
        assert all(value.strip('"').startswith("gAAAA") for value in sealed)
    with db.transaction() as session:
        assert session.query(Case.facts, Case.guesses).one() == (facts, [])
        query = session.query(Message.decision).order_by(Message.number)
        assert [row.decision for row in query] == [decision, None]
        assert session.query(Message).where(Message.decision.is_not(None)).count() == 1
    with db.engine().begin() as connection:
        command.downgrade(_alembic(connection), "0003")
        assert connection.scalar(select(table("case", column("facts", JSON)))) == facts


def _alembic(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "handoff" / "migrations"))
    config.attributes["connection"] = connection
    return config


def _insert_plain(connection: Connection, facts: object, decision: object) -> None:
    """A conversation as version 0003 wrote it: the second message has a JSON null."""
    old = MetaData()
    old.reflect(connection, only=["conversation", "case", "message"])
    now, shared = utc_now(), {"conversation_id": "c"}
    rows: dict[str, list[dict[str, object]]] = {
        "conversation": [
            {"id": "c", "channel": "sms", "address": b"", "address_hash": "", "other_keys": {}, "owner": "bot",
             "protected": False, "created_at": now, "fence": 0, "failures": 0},
        ],
        "case": [
            {"id": "a", **shared, "number": "1", "status": "open", "reason": "own_case", "writer_relation": "self",
             "guesses": [], "facts": facts, "units": [], "opened_at": now, "first_response_due_at": now},
        ],
        "message": [
            {"id": str(number), **shared, "number": number, "author": "bot", "text": b"", "at": now, "private": False,
             "media": [], "decision": record, "lines": [], "quick_replies": []}
            for number, record in enumerate((decision, JSON.NULL))
        ],
    }  # fmt: skip
    for name, values in rows.items():
        connection.execute(old.tables[name].insert(), values)
