"""Alembic's entry: the tables of every folder against the database of BOKJI_DATABASE_URL, or a connection handed in."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, TypeDecorator

from handoff.db import engine
from handoff.tables import metadata


def plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Migrations name what the database stores, so that they keep working when our column types change."""
    if kind == "type" and isinstance(item, TypeDecorator) and type(item).__module__.startswith("handoff."):
        return f"sa.{item.impl_instance!r}"
    return False


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        render_item=plain_type,
        render_as_batch=connection.dialect.name == "sqlite",  # SQLite cannot alter a column in place
    )
    with context.begin_transaction():
        context.run_migrations()


if given := context.config.attributes.get("connection"):
    migrate(given)
else:
    with engine().begin() as connection:
        migrate(connection)
