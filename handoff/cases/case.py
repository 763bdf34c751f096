"""Opens a case for a conversation, or joins what is new to the one that is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from handoff.cases.desks import suggest_desk
from handoff.cases.events import record
from handoff.cases.hours import SEOUL, office_hours
from handoff.cases.sla import response_due
from handoff.cases.tables import Case, CaseCounter
from handoff.db import utc_now
from handoff.errors import HandoffError
from handoff.people.tables import Conversation

APPEAL_DEADLINE = "이의신청: 처분을 안 날부터 90일"


class CaseNotFound(HandoffError):
    """There is no such case."""

    code = "case_not_found"
    http_status = 404


@dataclass(frozen=True)
class Matter:
    """What a person has to do, as far as it is known now."""

    reason: str
    crisis: str | None = None
    units: Sequence[str] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    guesses: Sequence[Mapping[str, Any]] = ()
    relation: str = "self"
    subject: str | None = None
    appeal: bool = False


def open_case(session: Session, conversation_id: str) -> Case | None:
    """The conversation's case that is not closed."""
    return session.scalar(select(Case).where(Case.conversation_id == conversation_id, Case.status != "closed"))


def get_case(session: Session, case_id: str) -> Case:
    found = session.get(Case, case_id)
    if found is None:
        raise CaseNotFound()
    return found


def open_or_join(session: Session, conversation: Conversation, matter: Matter) -> Case:
    """The case of a locked conversation with this matter in it. Does not touch the owner."""
    case = open_case(session, conversation.id)
    if case is None:
        return _open(session, conversation, matter)
    _join(case, matter)
    record(session, case, "joined", reason=matter.reason, crisis=matter.crisis)
    return case


def resident_wrote(session: Session, conversation: Conversation, *, for_a_person: bool) -> None:
    """Tells the open case of a new message.

    Meant for a person (the bot does not answer it) it wakes a resting case and starts the time for the next answer.
    """
    case = open_case(session, conversation.id)
    if case is None:
        return
    record(session, case, "resident_wrote")
    if for_a_person:
        wake(session, case)


def wake(session: Session, case: Case) -> None:
    """A person has to answer: a resting case is open again, and the next answer has a due time."""
    if case.first_response_at and case.next_response_due_at is None:
        case.next_response_due_at = response_due(utc_now(), office_hours(), crisis=case.crisis is not None)
    if case.status != "open":
        case.status, case.snoozed_until = "open", None
        record(session, case, "reopened")


def _open(session: Session, conversation: Conversation, matter: Matter) -> Case:
    now = utc_now()
    case = Case(
        number=_next_number(session, now),
        conversation_id=conversation.id,
        reason=matter.reason,
        opened_at=now,
        first_response_due_at=response_due(now, office_hours(), crisis=matter.crisis is not None),
        guesses=[], facts={}, units=[],
    )  # fmt: skip
    _add(case, matter)
    session.add(case)
    session.flush()
    record(session, case, "opened", reason=matter.reason, crisis=matter.crisis)
    return case


def _join(case: Case, matter: Matter) -> None:
    if matter.crisis and case.crisis is None:
        case.reason = "crisis"
        now = utc_now()
        if case.first_response_at is None:
            case.first_response_due_at = min(case.first_response_due_at, now)
        else:
            case.next_response_due_at = now
    _add(case, matter)


def _add(case: Case, matter: Matter) -> None:
    """JSON columns are replaced, never changed in place: SQLAlchemy would not see it."""
    case.crisis = case.crisis or matter.crisis
    first, second = (matter.units, case.units) if matter.units and not case.crisis else (case.units, matter.units)
    case.units = list(dict.fromkeys([*first, *second]))
    case.facts = {**case.facts, **matter.facts}
    case.guesses = [dict(guess) for guess in matter.guesses] or case.guesses
    case.subject = matter.subject or case.subject
    if case.writer_relation in (None, "self", "other"):  # `other`: somebody else, not known yet who
        case.writer_relation = matter.relation if matter.relation != "self" else case.writer_relation or "self"
    if matter.appeal:
        case.legal_deadline = APPEAL_DEADLINE
    desk = suggest_desk(case.units, case.facts)
    case.desk = desk.id if desk else case.desk


def _next_number(session: Session, now: datetime) -> str:
    """2026-1121-0001: the day in Korea and a count; the counter's row makes concurrent openings wait for each other."""
    day = now.astimezone(SEOUL).strftime("%Y-%m%d")
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    counted = insert(CaseCounter).values(day=day, last=1)
    counted = counted.on_conflict_do_update(index_elements=["day"], set_={"last": CaseCounter.last + 1})
    return f"{day}-{session.execute(counted.returning(CaseCounter.last)).scalar_one():04d}"
