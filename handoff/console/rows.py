"""Cases as the rows of a list: nothing a resident wrote, no phone number, no address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.knowledge.directory import directory
from handoff.cases.tables import Alarm, Assignment, Case
from handoff.console import words
from handoff.db import utc_now
from handoff.people.tables import Conversation
from handoff.staff.counselors import names_of


@dataclass(frozen=True)
class Row:
    """One case in a list."""

    case: Case
    channel: str
    protected: bool
    waited_since: datetime | None  # none: nobody waits for an answer of ours
    overdue: bool
    ringing: bool  # a crisis that nobody has claimed yet
    suggested: str
    holder: str | None

    @property
    def group(self) -> str:
        """Which part of the queue it stands in."""
        if self.case.crisis:
            return "urgent"
        return "late" if self.overdue else "due"


def rows(session: Session, cases: Sequence[Case]) -> list[Row]:
    """In the order of the cases."""
    ids = [case.id for case in cases]
    talks = select(Conversation).where(Conversation.id.in_([case.conversation_id for case in cases]))
    conversations = {conversation.id: conversation for conversation in session.scalars(talks)}
    holders = _holders(session, cases)
    ringing = set(session.scalars(select(Alarm.case_id).where(Alarm.claimed_at.is_(None), Alarm.case_id.in_(ids))))
    names = names_of(session, holders.values())
    return [
        _row(case, conversations[case.conversation_id], names.get(holders.get(case.id, "")), case.id in ringing)
        for case in cases
    ]


def _holders(session: Session, cases: Sequence[Case]) -> dict[str, str]:
    """Who holds each case; of a closed one, who held it last."""
    query = select(Assignment).where(Assignment.case_id.in_([case.id for case in cases]))
    closed = {case.id for case in cases if case.status == "closed"}
    found = session.scalars(query.order_by(Assignment.assigned_at)).all()
    return {a.case_id: a.counselor_id for a in found if a.released_at is None or a.case_id in closed}


def _row(case: Case, conversation: Conversation, holder: str | None, ringing: bool) -> Row:
    due = case.due_at
    return Row(
        case=case,
        channel=words.CHANNELS.get(conversation.channel, conversation.channel),
        protected=conversation.protected,
        waited_since=_waited_since(case, conversation),
        overdue=case.status != "closed" and due is not None and due < utc_now(),
        ringing=ringing,
        suggested=_suggested(case),
        holder=holder,
    )


def _waited_since(case: Case, conversation: Conversation) -> datetime | None:
    if case.status != "open":
        return None
    if case.first_response_at is None:
        return case.opened_at
    return conversation.last_inbound_at if case.next_response_due_at else None


def _suggested(case: Case) -> str:
    """The real desk where one is known, else the unit."""
    desk = directory().desks.get(case.desk or "")
    if desk is not None:
        return desk.name
    return words.UNITS.get(case.units[0], case.units[0]) if case.units else ""
