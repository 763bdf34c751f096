"""sealed facts and ratings: what residents told is encrypted; what they think of the service is kept

Revision: 0004, after 0003.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from handoff.db import seal, unseal

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_SEALED = (("case", "facts"), ("case", "guesses"), ("message", "decision"))


def upgrade() -> None:
    for table, column in _SEALED:
        _rewrite(table, column, lambda value: seal(json.dumps(value, ensure_ascii=False)))
    op.create_table(
        "rating",
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"]),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"]),
        sa.PrimaryKeyConstraint("message_id"),
    )
    op.create_index("ix_rating_conversation_id", "rating", ["conversation_id"])


def downgrade() -> None:
    op.drop_table("rating")
    for table, column in _SEALED:
        _rewrite(table, column, lambda value: json.loads(unseal(value)))


def _rewrite(table: str, column: str, change: Callable[[Any], Any]) -> None:
    """Every value of a JSON column; the JSON null that was written where nothing is known becomes NULL."""
    connection = op.get_bind()
    rows = sa.table(table, sa.column("id", sa.String), sa.column(column, sa.JSON(none_as_null=True)))
    for row_id in connection.scalars(sa.select(rows.c.id).where(rows.c[column].is_not(None))).all():
        value = connection.scalar(sa.select(rows.c[column]).where(rows.c.id == row_id))
        changed = change(value) if value is not None else None
        connection.execute(sa.update(rows).where(rows.c.id == row_id).values({column: changed}))
