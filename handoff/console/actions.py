"""What a counselor does with a case. Who may do what is decided in handoff/cases."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from handoff.cases import assignment, queue
from handoff.cases.assignment import CaseAlreadyAssigned
from handoff.cases.case import get_case
from handoff.cases.close import close, snooze, wait_for_resident
from handoff.cases.false_alarm import not_a_crisis
from handoff.cases.note import add_note
from handoff.cases.protection import set_protected
from handoff.cases.reply import reply
from handoff.console.access import ChangingStaff
from handoff.console.acting import act, done
from handoff.console.clock import from_input
from handoff.console.errors import SnoozeNotValid, TakenBy
from handoff.console.route import ConsoleRoute
from handoff.db import transaction, utc_now
from handoff.staff.counselors import names_of

router = APIRouter(route_class=ConsoleRoute)

Text = Annotated[str, Form()]
_LONGEST_REST = timedelta(days=30)


@router.post("/console/next")
def take_next(request: Request, me: ChangingStaff) -> Response:
    """다음 상담: the first of the queue that no colleague takes in the same moment."""
    for _ in range(5):
        try:
            with transaction() as session:
                case = queue.next_waiting(session)
                if case is None:
                    break
                assignment.claim(session, case.id, me.id)
            return done(request, f"/console/cases/{case.id}")
        except CaseAlreadyAssigned:
            continue
    return done(request, "/console/")


@router.post("/console/cases/{case_id}/claim")
def claim(request: Request, me: ChangingStaff, case_id: str) -> Response:
    try:
        return act(request, case_id, lambda session: assignment.claim(session, case_id, me.id))
    except CaseAlreadyAssigned:
        raise TakenBy(_holder_name(case_id)) from None


@router.post("/console/cases/{case_id}/release")
def release(request: Request, me: ChangingStaff, case_id: str) -> Response:
    return act(request, case_id, lambda session: assignment.release(session, case_id, me.id))


@router.post("/console/cases/{case_id}/transfer")
def transfer(request: Request, me: ChangingStaff, case_id: str, to: Text = "") -> Response:
    return act(request, case_id, lambda session: assignment.transfer(session, case_id, me.id, to))


@router.post("/console/cases/{case_id}/hand-back")
def hand_back(request: Request, me: ChangingStaff, case_id: str) -> Response:
    return act(request, case_id, lambda session: assignment.hand_back(session, case_id, me.id))


@router.post("/console/cases/{case_id}/reply")
def send_reply(request: Request, me: ChangingStaff, case_id: str, text: Text = "") -> Response:
    return act(request, case_id, lambda session: reply(session, case_id, me.id, _lines(text)))


@router.post("/console/cases/{case_id}/note")
def leave_note(request: Request, me: ChangingStaff, case_id: str, text: Text = "") -> Response:
    return act(request, case_id, lambda session: add_note(session, case_id, me.id, _lines(text)))


@router.post("/console/cases/{case_id}/wait")
def wait(request: Request, me: ChangingStaff, case_id: str) -> Response:
    return act(request, case_id, lambda session: wait_for_resident(session, case_id, me.id))


@router.post("/console/cases/{case_id}/snooze")
def rest(request: Request, me: ChangingStaff, case_id: str, until: Text = "") -> Response:
    at = _rest_until(until)
    return act(request, case_id, lambda session: snooze(session, case_id, me.id, at))


@router.post("/console/cases/{case_id}/close")
def finish(request: Request, me: ChangingStaff, case_id: str, outcome: Text = "") -> Response:
    return act(request, case_id, lambda session: close(session, case_id, me.id, outcome))


@router.post("/console/cases/{case_id}/not-crisis")
def lift_crisis(request: Request, me: ChangingStaff, case_id: str) -> Response:
    return act(request, case_id, lambda session: not_a_crisis(session, case_id, me.id))


@router.post("/console/cases/{case_id}/protect")
def protect(request: Request, me: ChangingStaff, case_id: str) -> Response:
    return _protect(request, case_id, me.id, True)


@router.post("/console/cases/{case_id}/unprotect")
def unprotect(request: Request, me: ChangingStaff, case_id: str) -> Response:
    return _protect(request, case_id, me.id, False)


def _protect(request: Request, case_id: str, counselor_id: str, protected: bool) -> Response:
    return act(
        request,
        case_id,
        lambda session: set_protected(session, get_case(session, case_id).conversation_id, counselor_id, protected),
    )


def _holder_name(case_id: str) -> str:
    with transaction() as session:
        holder = assignment.holder_of(session, case_id)
        names = names_of(session, [holder.counselor_id if holder else None])
    return next(iter(names.values()), "다른")


def _rest_until(value: str) -> datetime:
    try:
        at = from_input(value)
    except ValueError:
        raise SnoozeNotValid() from None
    if not timedelta() < at - utc_now() <= _LONGEST_REST:
        raise SnoozeNotValid()
    return at


def _lines(text: str) -> str:
    """Browsers send line ends as two signs; phones would count both."""
    return text.replace("\r\n", "\n")
