"""What happened to a case, kept for ever, and what changed since the console last looked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff.cases.tables import Case, CaseEvent
from handoff.db import utc_now
from handoff.delivery.tables import Outbound
from handoff.people.tables import Message

# A transaction that began earlier may commit later, so each look goes back a little; seeing a case twice harms nobody.
_OVERLAP = timedelta(seconds=10)


class Changes(NamedTuple):
    """Cases to draw anew, and the time to ask from next."""

    case_ids: tuple[str, ...]
    until: datetime


def record(session: Session, case: Case, kind: str, counselor_id: str | None = None, **about: object) -> None:
    """One line in the history of a case; `about` holds ids and codes, never a resident's words."""
    session.add(CaseEvent(case_id=case.id, at=utc_now(), kind=kind, counselor_id=counselor_id, about=about))


def changes_since(session: Session, since: datetime) -> Changes:
    """Cases with an event, a message or a delivery state that is newer, in no order."""
    until, since = utc_now(), since - _OVERLAP
    found = set(session.scalars(select(CaseEvent.case_id).where(CaseEvent.at >= since)))
    for moved in (
        select(Message.conversation_id).where(Message.at >= since),
        select(Outbound.conversation_id).where(Outbound.changed_at >= since),
    ):
        found |= set(session.scalars(select(Case.id).where(Case.conversation_id.in_(moved))))
    return Changes(tuple(sorted(found)), until)


def history(session: Session, case_id: str) -> list[CaseEvent]:
    """The events of one case, oldest first."""
    return list(session.scalars(select(CaseEvent).filter_by(case_id=case_id).order_by(CaseEvent.at, CaseEvent.id)))
