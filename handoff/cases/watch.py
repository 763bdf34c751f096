"""What time does to crises: rings again, tells the resident that nobody has come yet, frees cases of the off-duty."""

from __future__ import annotations

import logging

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.lines import line
from handoff.cases.alarm import TELL_RESIDENT_AFTER, ring
from handoff.cases.assignment import CaseClosed, holder_of, lock_case, return_to_queue
from handoff.cases.case import wake
from handoff.cases.hours import office_hours
from handoff.cases.say import say
from handoff.cases.tables import Alarm, Assignment, Case
from handoff.db import transaction, utc_now
from handoff.people.tables import Conversation
from handoff.staff.tables import Counselor, StaffSession

logger = logging.getLogger(__name__)


def watch_crises() -> int:
    """Does what is due now, one short transaction for each alarm; call it every few seconds. Returns how many."""
    now = utc_now()
    with transaction() as session:
        due = session.scalars(
            select(Alarm.id).where(Alarm.claimed_at.is_(None), Alarm.next_ring_at <= now).order_by(Alarm.next_ring_at)
        ).all()
    return sum(_ring_again(alarm_id) for alarm_id in due)


def free_cases_of_inactive() -> int:
    """Open cases never stay with somebody who no longer works here. Returns how many went back to the queue."""
    gone = select(Counselor.id).where(Counselor.active.is_(False))
    with transaction() as session:
        held = session.scalars(
            select(Assignment.case_id)
            .join(Case, Case.id == Assignment.case_id)
            .where(Assignment.released_at.is_(None), Assignment.counselor_id.in_(gone), Case.status != "closed")
            .order_by(Assignment.case_id)
        ).all()
    for case_id in held:
        with transaction() as session:
            case, conversation = lock_case(session, case_id)
            return_to_queue(session, case, conversation, why="inactive")
    return len(held)


def wake_snoozed() -> int:
    """보류 ends when its time has come. Returns how many cases woke."""
    with transaction() as session:
        resting = session.scalars(
            select(Case.id).where(Case.status == "snoozed", Case.snoozed_until <= utc_now()).order_by(Case.id)
        ).all()
    for case_id in resting:
        with transaction() as session:
            case, _ = lock_case(session, case_id)
            wake(session, case)
    return len(resting)


def free_if_off_duty(session: Session, case: Case, conversation: Conversation) -> None:
    """The case of a crisis goes back to the queue where its holder is not at work."""
    holder = holder_of(session, case.id)
    if holder is not None and not on_duty(session, holder.counselor_id):
        return_to_queue(session, case, conversation, why="off_duty", counselor_id=holder.counselor_id)


def on_duty(session: Session, counselor_id: str) -> bool:
    """Active, and either the office is open or this counselor is signed in."""
    counselor = session.get(Counselor, counselor_id)
    if counselor is None or not counselor.active:
        return False
    now = utc_now()
    signed_in = select(StaffSession.token_hash).where(
        StaffSession.counselor_id == counselor_id, StaffSession.expires_at > now
    )
    return office_hours().is_open(now) or session.scalar(signed_in.limit(1)) is not None


def _ring_again(alarm_id: str) -> bool:
    """Rings one alarm; the resident is told once, in the ring at which ten minutes are over."""
    with transaction() as session:
        alarm = session.get_one(Alarm, alarm_id)
        try:
            case, conversation = lock_case(session, alarm.case_id)
        except CaseClosed:
            alarm.next_ring_at = None
            return False
        session.refresh(alarm)
        if alarm.claimed_at is not None or alarm.next_ring_at is None or alarm.next_ring_at > utc_now():
            return False
        ring(session, alarm, case)
        if alarm.resident_told_at is None and utc_now() - alarm.raised_at >= TELL_RESIDENT_AFTER:
            _nobody_came(session, alarm, case, conversation)
        return True


def _nobody_came(session: Session, alarm: Alarm, case: Case, conversation: Conversation) -> None:
    alarm.resident_told_at = utc_now()
    name = "utter_crisis_unclaimed"
    say(session, conversation, "system", line(name), purpose="hotline", lines=[name])
    holder = holder_of(session, case.id)
    if holder is not None:
        return_to_queue(session, case, conversation, why="off_duty", counselor_id=holder.counselor_id)
