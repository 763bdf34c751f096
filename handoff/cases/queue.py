"""접수함: the cases that wait for a person, ranked, and those that a counselor holds."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from handoff.cases.tables import Alarm, Assignment, Case
from handoff.db import utc_now
from handoff.people.tables import Conversation


class QueueItem(NamedTuple):
    """A case in a list, with what a row shows."""

    case: Case
    conversation: Conversation
    due_at: datetime | None
    overdue: bool
    alarmed: bool  # a crisis that nobody has claimed yet


def waiting(session: Session, limit: int = 200) -> list[QueueItem]:
    """Cases that nobody holds: crises first, then by due time, then by how long they wait."""
    held = select(Assignment.case_id).where(Assignment.released_at.is_(None))
    return _items(session, _ranked().where(Case.status == "open", Case.id.not_in(held)).limit(limit))


def held_by(session: Session, counselor_id: str) -> list[QueueItem]:
    """A counselor's own cases in the same order, resting ones last."""
    own = select(Assignment.case_id).where(Assignment.released_at.is_(None), Assignment.counselor_id == counselor_id)
    query = _ranked().where(Case.status != "closed", Case.id.in_(own))
    return sorted(_items(session, query), key=lambda item: item.case.status != "open")


def next_waiting(session: Session) -> Case | None:
    """What "다음 상담" takes."""
    first = waiting(session, limit=1)
    return first[0].case if first else None


def count_waiting(session: Session) -> int:
    held = select(Assignment.case_id).where(Assignment.released_at.is_(None))
    query = select(func.count()).select_from(Case).where(Case.status == "open", Case.id.not_in(held))
    return session.scalar(query) or 0


def _ranked() -> Select[tuple[Case]]:
    due = case((Case.first_response_at.is_(None), Case.first_response_due_at), else_=Case.next_response_due_at)
    return select(Case).order_by(Case.crisis.is_(None), due.is_(None), due, Case.opened_at, Case.number)


def _items(session: Session, query: Select[tuple[Case]]) -> list[QueueItem]:
    cases = session.scalars(query).all()
    people = {
        c.id: c
        for c in session.scalars(select(Conversation).where(Conversation.id.in_([c.conversation_id for c in cases])))
    }
    ringing = set(
        session.scalars(
            select(Alarm.case_id).where(Alarm.claimed_at.is_(None), Alarm.case_id.in_([c.id for c in cases]))
        )
    )
    now = utc_now()
    return [
        QueueItem(c, people[c.conversation_id], c.due_at, c.due_at is not None and c.due_at < now, c.id in ringing)
        for c in cases
    ]
