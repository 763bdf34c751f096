"""Whether the database is ours and at the version of this program; brings a development database there."""

from __future__ import annotations

import logging

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.paths import ROOT
from handoff.db import DatabaseUnusable, engine
from handoff.settings import settings

logger = logging.getLogger(__name__)


def prepare_database() -> None:
    """Migrates in development; in production only looks. Raises DatabaseUnusable with what to do about it."""
    _check_url()
    try:
        _make_folder()
        with engine().begin() as connection:
            _check_ours(connection)
            if not settings().production:
                _lock(connection)
                upgrade(connection)
            elif not at_head(connection):
                raise DatabaseUnusable("the database is of another version: run `alembic upgrade head` first")
    except SQLAlchemyError as error:
        raise DatabaseUnusable(f"cannot use the database {_shown_url()}: {_first_line(error)}") from None


def upgrade(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def at_head(connection: Connection) -> bool:
    return set(_versions(connection)) == set(_script().get_heads())


def _versions(connection: Connection) -> tuple[str, ...]:
    return MigrationContext.configure(connection).get_current_heads()


def _check_ours(connection: Connection) -> None:
    """Another program's tables are left alone, and so is a database from a newer version of this one."""
    unknown = [v for v in _versions(connection) if v not in {r.revision for r in _script().walk_revisions()}]
    if unknown:
        raise DatabaseUnusable(f"the database {_shown_url()} is of a version this program does not know: {unknown[0]}")
    tables = set(inspect(connection).get_table_names()) - {"alembic_version"}
    if tables and not _versions(connection):
        raise DatabaseUnusable(f"the database {_shown_url()} holds other tables ({min(tables)}, …): give an empty one")


def _lock(connection: Connection) -> None:
    """Several processes start at once: the second waits. SQLite's transaction has taken the lock already."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4273001)")


def _check_url() -> None:
    try:
        backend = make_url(settings().database_url).get_backend_name()
    except ArgumentError:
        raise DatabaseUnusable("BOKJI_DATABASE_URL is not the address of a database") from None
    if backend not in ("sqlite", "postgresql"):
        raise DatabaseUnusable(f"BOKJI_DATABASE_URL: sqlite or postgresql+psycopg, not {backend}")


def _make_folder() -> None:
    url = make_url(settings().database_url)
    if url.get_backend_name() == "sqlite" and url.database and not settings().production:
        try:
            (ROOT / url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseUnusable(f"cannot make the folder of {_shown_url()}: {error.strerror}") from None


def _shown_url() -> str:
    return make_url(settings().database_url).render_as_string(hide_password=True)


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "handoff" / "migrations"))
    return config


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
