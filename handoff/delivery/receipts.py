"""Status callbacks: kept once each, and the state of a message read from all of them, whatever their order."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from handoff.db import new_id, transaction, utc_now
from handoff.delivery.reasons import reason_of
from handoff.delivery.tables import Outbound, Receipt

_FAILED = ("failed", "undelivered", "canceled", "partially_delivered")
_DELIVERED = ("delivered", "read")
# States of ours that a receipt may still change; a person's or Kakao's are not the provider's to tell.
_OPEN = ("sending", "accepted", "delivered", "unknown", "failed")


def keep_receipt(provider_message_id: str, status: str, error_code: str = "", outbound_id: str | None = None) -> bool:
    """Keeps one callback, also of a message that we do not know (yet). False: it had come before.

    `outbound_id` is ours, given to the provider with the message: it ties a message whose sending timed out.
    """
    with transaction() as session:
        if not _insert(session, provider_message_id, status, error_code):
            return False
        outbound = _find(session, provider_message_id, outbound_id)
        if outbound is not None:
            outbound.provider_message_id = provider_message_id
            apply_receipts(session, outbound)
    return True


def apply_receipts(session: Session, outbound: Outbound) -> None:
    """Brings the state of a message in line with all that its provider has told so far."""
    told = session.execute(
        select(Receipt.status, Receipt.error_code).filter_by(provider_message_id=outbound.provider_message_id)
    ).all()
    if not told or outbound.state not in _OPEN:
        return
    outbound.state, code = _state([(status, code) for status, code in told])
    outbound.reason = reason_of(code) if outbound.state == "failed" else None


def _state(told: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """One part of a long message may fail beside others that arrive: a failure beats all else."""
    failures = [code for status, code in told if status in _FAILED]
    if failures:
        return "failed", max(failures)
    return ("delivered" if any(status in _DELIVERED for status, _ in told) else "accepted"), ""


def _insert(session: Session, provider_message_id: str, status: str, error_code: str) -> bool:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    kept = (
        insert(Receipt)
        .values(
            id=new_id(), provider_message_id=provider_message_id, status=status, error_code=error_code, at=utc_now()
        )
        .on_conflict_do_nothing()
        .returning(Receipt.id)
    )
    return session.execute(kept).first() is not None


def _find(session: Session, provider_message_id: str, outbound_id: str | None) -> Outbound | None:
    known = select(Outbound).filter_by(provider_message_id=provider_message_id).with_for_update()
    ours = select(Outbound).filter_by(id=outbound_id, provider_message_id=None).with_for_update()
    return session.scalar(known) or (session.scalar(ours) if outbound_id else None)
