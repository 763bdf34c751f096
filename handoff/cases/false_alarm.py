"""위기 아님: the net was wrong, and the person who holds the case says so."""

from __future__ import annotations

from sqlalchemy.orm import Session

from handoff.cases.alarm import silence
from handoff.cases.assignment import lock_held
from handoff.cases.events import record
from handoff.cases.hours import office_hours
from handoff.cases.sla import response_due
from handoff.cases.tables import Case
from handoff.db import utc_now


def not_a_crisis(session: Session, case_id: str, counselor_id: str) -> Case:
    """Lifts the danger from case and conversation; the resident still gets an answer, in ordinary time.

    `protected` stays: whoever reads along is another question, lifted by itself.
    """
    case, conversation = lock_held(session, case_id, counselor_id)
    if case.crisis is None and conversation.safety is None:
        return case
    record(session, case, "not_crisis", counselor_id, crisis=case.crisis or conversation.safety)
    silence(session, case, counselor_id)
    conversation.safety = case.crisis = None
    if case.reason == "crisis":
        case.reason = "low_confidence"
    if case.first_response_at is None:
        case.first_response_due_at = response_due(case.opened_at, office_hours())
    elif case.next_response_due_at is not None:
        case.next_response_due_at = response_due(utc_now(), office_hours())
    return case
