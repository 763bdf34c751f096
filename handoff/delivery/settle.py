"""Writes down what became of a call to a provider."""

from __future__ import annotations

import logging
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff.db import transaction, utc_now
from handoff.delivery import reasons
from handoff.delivery.receipts import apply_receipts
from handoff.delivery.sender import NotSent, Sending, Sent
from handoff.delivery.tables import Outbound
from handoff.metrics import OUTBOUND

logger = logging.getLogger(__name__)

ATTEMPTS = 8
LONGEST_PAUSE = timedelta(minutes=5)
LOOK_AGAIN = timedelta(seconds=5)


def accepted(sending: Sending, candidates: list[Sent]) -> bool:
    """Ties the message to the provider's; of several alike the first that is not another message's."""
    with transaction() as session:
        outbound = _locked(session, sending)
        sent = next((s for s in candidates if not _is_anothers(session, s, outbound)), None)
        if sent is None:
            return False
        outbound.provider_message_id = sent.provider_message_id
        if outbound.state in ("sending", "unknown"):  # a receipt may have been faster
            outbound.state, outbound.reason = ("delivered" if sent.delivered else "accepted"), None
        apply_receipts(session, outbound)
    _count(sending, "accepted")
    return True


def refused(sending: Sending, refusal: NotSent) -> None:
    """A safe refusal is tried again, later each time; any other is a task for a person."""
    with transaction() as session:
        outbound = _locked(session, sending)
        again = refusal.again and outbound.attempts < ATTEMPTS
        outbound.state = "queued" if again else "failed"
        outbound.reason = reasons.GAVE_UP if refusal.again and not again else refusal.reason
        outbound.not_before = utc_now() + min(timedelta(seconds=2**outbound.attempts), LONGEST_PAUSE)
    _count(sending, "put_off" if again else "failed")


def unsure(sending: Sending) -> None:
    """It may have been sent: it is looked for, and never sent again by machine."""
    with transaction() as session:
        outbound = _locked(session, sending)
        if outbound.state == "sending":
            outbound.state, outbound.not_before = "unknown", utc_now() + LOOK_AGAIN
    _count(sending, "unknown")


def not_found(sending: Sending, give_up_after: timedelta) -> None:
    """Looked for in vain: looked for again until the time is over, then a task for a person."""
    with transaction() as session:
        outbound = _locked(session, sending)
        if outbound.state != "unknown":
            return
        if utc_now() - sending.began_at < give_up_after:
            outbound.not_before = utc_now() + LOOK_AGAIN
            return
        outbound.state, outbound.reason = "failed", reasons.NOT_CONFIRMED
    _count(sending, "failed")


def _locked(session: Session, sending: Sending) -> Outbound:
    return session.scalars(select(Outbound).filter_by(id=sending.id).with_for_update()).one()


def _is_anothers(session: Session, sent: Sent, outbound: Outbound) -> bool:
    holder = session.scalar(select(Outbound.id).filter_by(provider_message_id=sent.provider_message_id))
    return holder is not None and holder != outbound.id


def _count(sending: Sending, outcome: str) -> None:
    OUTBOUND.labels(sending.channel, outcome).inc()
    if outcome != "accepted":
        logger.warning("Message not accepted", extra={"outbound_id": sending.id, "outcome": outcome})
