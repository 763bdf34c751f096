"""A crisis rings the phones on duty until a counselor has claimed its case."""

from __future__ import annotations

import logging
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.lines import line
from bot.safety.kinds import KINDS
from handoff.cases.events import record
from handoff.cases.tables import Alarm, Assignment, Case
from handoff.db import utc_now
from handoff.delivery.tables import Outbound
from handoff.settings import settings

logger = logging.getLogger(__name__)

RINGS_EVERY = timedelta(minutes=5)
TELL_RESIDENT_AFTER = timedelta(minutes=10)
QUIET_AFTER_CLAIM = timedelta(minutes=30)


def raise_alarm(session: Session, case: Case, kind: str) -> Alarm:
    """Rings at once. A case that rings already, or whose holder is just dealing with it, gets no second alarm."""
    alarm = ringing(session, case.id) or _just_claimed(session, case.id)
    if alarm is None:
        alarm = Alarm(case_id=case.id, raised_at=utc_now(), rings=0)
        session.add(alarm)
        session.flush()
        record(session, case, "alarm_raised", crisis=kind)
        ring(session, alarm, case)
    return alarm


def ring(session: Session, alarm: Alarm, case: Case) -> None:
    """One message to every phone on duty, without a word of the resident's."""
    phones = settings().duty_phones
    if not phones:
        logger.warning("Alarm has no duty numbers to ring", extra={"case_id": case.id})
    for phone in phones:
        session.add(Outbound(channel="sms", to=phone, text=alarm_text(case), purpose="alarm", created_at=utc_now()))
    alarm.rings += 1
    alarm.next_ring_at = utc_now() + RINGS_EVERY
    record(session, case, "alarm_rang", rings=alarm.rings, phones=len(phones))


def silence(session: Session, case: Case, counselor_id: str) -> None:
    """A counselor has the case: nobody is rung any more."""
    alarm = ringing(session, case.id)
    if alarm is not None:
        alarm.claimed_at, alarm.next_ring_at = utc_now(), None
        record(session, case, "alarm_claimed", counselor_id)


def ringing(session: Session, case_id: str) -> Alarm | None:
    return session.scalar(select(Alarm).filter_by(case_id=case_id, claimed_at=None))


def _just_claimed(session: Session, case_id: str) -> Alarm | None:
    held = select(Assignment.id).filter_by(case_id=case_id, released_at=None)
    if session.scalar(held) is None:
        return None
    lately = select(Alarm).where(Alarm.case_id == case_id, Alarm.claimed_at > utc_now() - QUIET_AFTER_CLAIM)
    return session.scalar(lately.order_by(Alarm.claimed_at.desc()).limit(1))


def alarm_text(case: Case) -> str:
    """What a phone on duty shows: the kind and the number of the case."""
    kind = KINDS[case.crisis].name if case.crisis in KINDS else "긴급위험"
    return line("utter_duty_alarm", kind=kind, number=case.number)
