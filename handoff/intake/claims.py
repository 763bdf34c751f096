"""A provider's message id is taken once: whoever inserts it handles the message."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from handoff.db import utc_now
from handoff.intake.tables import Claim


def claim_message(session: Session, provider: str, provider_message_id: str) -> bool:
    """False where it was taken before; a claim that runs at the same time is waited for."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = {"provider": provider, "provider_message_id": provider_message_id, "claimed_at": utc_now()}
    taken = insert(Claim).values(**values).on_conflict_do_nothing().returning(Claim.provider)
    return session.execute(taken).first() is not None
