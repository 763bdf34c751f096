"""Gives what is queued to its providers, once each; finds out what became of what nobody is sure of."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff.db import transaction, utc_now
from handoff.delivery import reasons
from handoff.delivery.queue import take_next, take_unsure
from handoff.delivery.receipts import apply_receipts
from handoff.delivery.routes import Routes
from handoff.delivery.sender import NotSent, Sending, Sent, Unsure
from handoff.delivery.tables import Outbound
from handoff.metrics import OUTBOUND

logger = logging.getLogger(__name__)

POLL = 0.5
AT_ONCE = 4
ATTEMPTS = 8
LONGEST_PAUSE = timedelta(minutes=5)
STALE = timedelta(seconds=30)  # no call lasts so long: whoever was sending it is gone
LOOK_AGAIN = timedelta(seconds=5)
GIVE_UP_LOOKING = timedelta(seconds=90)  # a provider lists late what it accepted
_GIVE_UP_ASKING = timedelta(minutes=15)  # its list itself is away


class Outbox:
    """`run` until `stop`; a call that has begun is finished first."""

    def __init__(self, routes: Routes, poll: float = POLL):
        self._routes, self._poll = routes, poll
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        await asyncio.gather(*(self._lane(self.send_one) for _ in range(AT_ONCE)), self._lane(self.reconcile_one))

    def stop(self) -> None:
        self._stopping.set()

    async def _lane(self, work: Callable[[], bool]) -> None:
        while not self._stopping.is_set():
            try:
                busy = await asyncio.to_thread(work)
            except Exception as error:  # noqa: BLE001 - the database is away; the next poll tries again
                logger.error("Outbox waits", extra={"error": type(error).__name__})
                busy = False
            if not busy:
                await self._pause()

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), self._poll)
        except TimeoutError:
            return

    def send_one(self) -> bool:
        """Sends what is next; False where nothing is due."""
        sending = take_next(self._routes.channels)
        if sending is None:
            return False
        try:
            sent = self._send(sending)
        except NotSent as refusal:
            _refused(sending, refusal)
        except Unsure:
            _unsure(sending)
        else:
            _accepted(sending, [sent])
        return True

    def reconcile_one(self) -> bool:
        """Looks for one message that may or may not have been sent; it is never sent again by machine."""
        sending = take_unsure(STALE)
        if sending is None:
            return False
        sender = self._routes.sender(sending.channel)
        try:
            found = sender.find(sending) if sender else []
        except Exception as error:  # noqa: BLE001 - asked again later, whatever it is
            logger.warning("Provider's list is away", extra={"outbound_id": sending.id, "error": type(error).__name__})
            _not_found(sending, _GIVE_UP_ASKING)
        else:
            if not _accepted(sending, found):
                _not_found(sending, GIVE_UP_LOOKING)
        return True

    def _send(self, sending: Sending) -> Sent:
        sender = self._routes.sender(sending.channel)
        if sender is None:
            raise NotSent(reasons.NO_ROUTE)
        try:
            return sender.send(sending)
        except (NotSent, Unsure):
            raise
        except Exception as error:  # noqa: BLE001 - it may have been sent before the fault
            logger.error("Sender failed", extra={"outbound_id": sending.id, "error": type(error).__name__})
            raise Unsure from None


def _accepted(sending: Sending, candidates: list[Sent]) -> bool:
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


def _refused(sending: Sending, refusal: NotSent) -> None:
    with transaction() as session:
        outbound = _locked(session, sending)
        again = refusal.again and outbound.attempts < ATTEMPTS
        outbound.state = "queued" if again else "failed"
        outbound.reason = reasons.GAVE_UP if refusal.again and not again else refusal.reason
        outbound.not_before = utc_now() + min(timedelta(seconds=2**outbound.attempts), LONGEST_PAUSE)
    _count(sending, "put_off" if again else "failed")


def _unsure(sending: Sending) -> None:
    with transaction() as session:
        outbound = _locked(session, sending)
        if outbound.state == "sending":
            outbound.state, outbound.not_before = "unknown", utc_now() + LOOK_AGAIN
    _count(sending, "unknown")


def _not_found(sending: Sending, give_up_after: timedelta) -> None:
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
