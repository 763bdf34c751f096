"""Which cases a list of the console holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handoff.cases import queue
from handoff.cases.tables import Alarm, Assignment, Case
from handoff.console.rows import Row, rows

PAGE = 50
_NUMBER = re.compile(r"[\d-]{1,20}")


class Counts(NamedTuple):
    """What stands beside the names of the lists, and in the title."""

    waiting: int
    mine: int


def waiting_rows(session: Session) -> list[Row]:
    """접수함: crises, then what is late, then by due time."""
    ranked = rows(session, [item.case for item in queue.waiting(session)])
    order = ("urgent", "late", "due")
    return sorted(ranked, key=lambda row: order.index(row.group))


def own_rows(session: Session, counselor_id: str) -> list[Row]:
    return rows(session, [item.case for item in queue.held_by(session, counselor_id)])


def open_rows(session: Session, offset: int = 0) -> list[Row]:
    """전체: everything that is not closed, the newest first. One more than a page where there is another."""
    query = select(Case).where(Case.status != "closed").order_by(Case.opened_at.desc(), Case.number.desc())
    return rows(session, session.scalars(query.offset(offset).limit(PAGE + 1)).all())


def closed_rows(session: Session, offset: int = 0) -> list[Row]:
    query = select(Case).where(Case.status == "closed").order_by(Case.closed_at.desc(), Case.number.desc())
    return rows(session, session.scalars(query.offset(offset).limit(PAGE + 1)).all())


def find_rows(session: Session, number: str) -> list[Row]:
    """Cases whose 상담번호 is this or ends so: people say "0012" on the phone. Anything but a number finds nothing."""
    number = re.sub(r"\s", "", number)
    if not _NUMBER.fullmatch(number):
        return []
    query = select(Case).where(Case.number.endswith(number)).order_by(Case.opened_at.desc()).limit(PAGE)
    return rows(session, session.scalars(query).all())


def counts(session: Session, counselor_id: str) -> Counts:
    mine = (
        select(func.count())
        .select_from(Assignment)
        .where(Assignment.released_at.is_(None), Assignment.counselor_id == counselor_id)
    )
    return Counts(queue.count_waiting(session), session.scalar(mine) or 0)


def unclaimed_crises(session: Session) -> Sequence[Case]:
    """Crises whose alarm nobody has answered: every page shows them until somebody does."""
    ringing = select(Alarm.case_id).where(Alarm.claimed_at.is_(None))
    query = select(Case).where(Case.status != "closed", Case.id.in_(ringing))
    return session.scalars(query.order_by(Case.opened_at)).all()
