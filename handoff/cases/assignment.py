"""Who holds a case. A claim has one winner; only the holder acts on the case.

Everybody locks the conversation's row first, so that two claims of one case come one after the other.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff.cases.alarm import silence
from handoff.cases.case import get_case, wake
from handoff.cases.events import record
from handoff.cases.tables import Assignment, Case
from handoff.db import utc_now
from handoff.errors import HandoffError
from handoff.people.conversation import lock_conversation
from handoff.people.owner import give_to
from handoff.people.tables import Conversation
from handoff.staff.tables import Counselor


class CaseAlreadyAssigned(HandoffError):
    """Another counselor took this conversation first."""

    code = "conversation_already_assigned"
    http_status = 409


class CaseClosed(HandoffError):
    """This case is closed."""

    code = "case_closed"
    http_status = 409


class NotTheHolder(HandoffError):
    """Only the counselor who holds this case can do that."""

    code = "not_the_holder"
    http_status = 403


class CounselorNotActive(HandoffError):
    """This counselor does not work here any more."""

    code = "counselor_not_active"
    http_status = 403


def claim(session: Session, case_id: str, counselor_id: str) -> Case:
    """내가 담당: the case is this counselor's, and the bot is silent. Claiming one's own case again only acknowledges
    its alarm.
    """
    case, conversation = lock_case(session, case_id)
    holder = holder_of(session, case_id)
    if holder is not None and holder.counselor_id != counselor_id:
        raise CaseAlreadyAssigned()
    if holder is None:
        _assign(session, case, conversation, counselor_id)
    silence(session, case, counselor_id)
    return case


def transfer(session: Session, case_id: str, counselor_id: str, to: str) -> Case:
    """담당자 변경: the holder gives the case to a colleague."""
    case, conversation = lock_held(session, case_id, counselor_id)
    _end(session, case)
    _assign(session, case, conversation, to, given_by=counselor_id)
    return case


def release(session: Session, case_id: str, counselor_id: str) -> Case:
    """Back to the queue: somebody else has to take it."""
    case, conversation = lock_held(session, case_id, counselor_id)
    return_to_queue(session, case, conversation, why="released", counselor_id=counselor_id)
    return case


def hand_back(session: Session, case_id: str, counselor_id: str) -> Case:
    """The bot answers again while the case rests; the next message that needs a person wakes it."""
    case, conversation = lock_held(session, case_id, counselor_id)
    _end(session, case)
    case.status, case.next_response_due_at = "waiting_resident", None
    give_to(conversation, "bot")
    record(session, case, "handed_back", counselor_id)
    return case


def return_to_queue(
    session: Session, case: Case, conversation: Conversation, *, why: str, counselor_id: str | None = None
) -> None:
    """Ends who holds a locked case, whoever it is; `why` is the event's kind (released, off_duty, inactive)."""
    _end(session, case)
    give_to(conversation, "queue")
    record(session, case, why, counselor_id)
    wake(session, case)


def return_cases_of(session: Session, counselor_id: str) -> int:
    """All that a counselor held goes back to the queue, as when they leave the office for good."""
    held = select(Assignment.case_id).filter_by(counselor_id=counselor_id, released_at=None)
    case_ids = session.scalars(held.order_by(Assignment.case_id)).all()
    for case_id in case_ids:
        case, conversation = lock_case(session, case_id)
        return_to_queue(session, case, conversation, why="inactive", counselor_id=counselor_id)
    return len(case_ids)


def holder_of(session: Session, case_id: str) -> Assignment | None:
    return session.scalar(select(Assignment).filter_by(case_id=case_id, released_at=None))


def lock_case(session: Session, case_id: str) -> tuple[Case, Conversation]:
    """A case that is not closed, with its conversation, both locked and read anew."""
    conversation = lock_conversation(session, get_case(session, case_id).conversation_id)
    case = session.get_one(Case, case_id, populate_existing=True)
    if case.status == "closed":
        raise CaseClosed()
    return case, conversation


def lock_held(session: Session, case_id: str, counselor_id: str) -> tuple[Case, Conversation]:
    """The same, for the counselor who holds it; else NotTheHolder."""
    case, conversation = lock_case(session, case_id)
    holder = holder_of(session, case_id)
    if holder is None or holder.counselor_id != counselor_id:
        raise NotTheHolder()
    return case, conversation


def _assign(
    session: Session, case: Case, conversation: Conversation, counselor_id: str, given_by: str | None = None
) -> None:
    counselor = session.get(Counselor, counselor_id)
    if counselor is None or not counselor.active:
        raise CounselorNotActive()
    session.add(Assignment(case_id=case.id, counselor_id=counselor_id))
    case.status, case.snoozed_until = "open", None
    give_to(conversation, "counselor", counselor_id)
    record(session, case, "claimed", counselor_id, given_by=given_by)


def _end(session: Session, case: Case) -> None:
    holder = holder_of(session, case.id)
    if holder is not None:
        holder.released_at = utc_now()
        session.flush()
