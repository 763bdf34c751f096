"""종결: a case ends with an outcome (처리결과), and the bot answers again; or it rests for a while."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from handoff.cases.alarm import silence
from handoff.cases.assignment import holder_of, lock_held
from handoff.cases.events import record
from handoff.cases.tables import Case
from handoff.db import utc_now
from handoff.errors import HandoffError
from handoff.people.owner import give_to

# What happened, as the console shows it and the monthly report counts it.
OUTCOMES = {
    "answered": "답변 완료",
    "called": "전화 상담",
    "visited": "방문 상담",
    "pointed": "연계",
    "referred": "의뢰",
    "forwarded": "이송",
    "handed_over": "이관",
    "safe": "안전 확인",
    "no_reply": "신청인 응답 없음",
    "withdrawn": "신청인이 원하지 않음",
    "not_welfare": "복지 상담 아님",
    "repeated": "반복 민원",
}


class OutcomeUnknown(HandoffError):
    """A case is closed with one of the outcomes on the list."""

    code = "outcome_unknown"
    http_status = 422


def close(session: Session, case_id: str, counselor_id: str, outcome: str) -> Case:
    """Closes the holder's case. A danger that was on record is over by this; `protected` stays until it is lifted."""
    if outcome not in OUTCOMES:
        raise OutcomeUnknown()
    case, conversation = lock_held(session, case_id, counselor_id)
    holder = holder_of(session, case_id)
    if holder is not None:
        holder.released_at = utc_now()
    silence(session, case, counselor_id)
    case.status, case.outcome, case.closed_at = "closed", outcome, utc_now()
    case.next_response_due_at = None
    conversation.safety = None
    give_to(conversation, "bot")
    record(session, case, "closed", counselor_id, outcome=outcome)
    return case


def snooze(session: Session, case_id: str, counselor_id: str, until: datetime) -> Case:
    """보류: rests with its holder until then, or until the resident writes."""
    case, _ = lock_held(session, case_id, counselor_id)
    case.status, case.snoozed_until = "snoozed", until
    record(session, case, "snoozed", counselor_id, until=until.isoformat())
    return case


def wait_for_resident(session: Session, case_id: str, counselor_id: str) -> Case:
    """The holder has asked something back; the case rests until the resident writes."""
    case, _ = lock_held(session, case_id, counselor_id)
    case.status, case.next_response_due_at = "waiting_resident", None
    record(session, case, "waiting_resident", counselor_id)
    return case
