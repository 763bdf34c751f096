"""의뢰 from the console: sent only when everything is there that the receiving desk needs; then 수락 and 회신."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from bot.knowledge.directory import directory
from handoff.cases.referral import POINTED, ReferralIncomplete, accept, answer, refer
from handoff.console.access import ChangingStaff
from handoff.console.acting import act
from handoff.console.errors import FormNotValid
from handoff.console.route import ConsoleRoute
from handoff.console.words import UNITS, URGENCIES

router = APIRouter(route_class=ConsoleRoute)

Text = Annotated[str, Form(max_length=4000)]


@router.post("/console/cases/{case_id}/refer")
def send_referral(
    request: Request,
    me: ChangingStaff,
    case_id: str,
    act_name: Annotated[str, Form(alias="act")] = "",
    where: Text = "",
    subject: Text = "",
    urgency: Text = "",
    basis: Text = "",
    reason: Text = "",
) -> Response:
    """`where` is unit and desk in one, as `side.Suggestion.value` writes it."""
    unit, _, desk = where.partition("|")
    subject, reason = subject.strip(), reason.strip()
    known = unit in UNITS and (not desk or desk in directory().desks)
    if not (known and act_name and subject and reason and urgency in URGENCIES and (basis or act_name == POINTED)):
        raise ReferralIncomplete()
    told = f"대상자: {subject}\n급한 정도: {URGENCIES[urgency]}\n사유: {reason}"
    return act(
        request,
        case_id,
        lambda session: refer(
            session, case_id, me.id, act=act_name, unit=unit, desk=desk or None, reason=told, basis=basis or None
        ),
    )


@router.post("/console/cases/{case_id}/referrals/{referral_id}/accept")
def accepted(request: Request, me: ChangingStaff, case_id: str, referral_id: str) -> Response:
    return act(request, case_id, lambda session: accept(session, referral_id, me.id))


@router.post("/console/cases/{case_id}/referrals/{referral_id}/answer")
def answered(request: Request, me: ChangingStaff, case_id: str, referral_id: str, text: Text = "") -> Response:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise FormNotValid()
    return act(request, case_id, lambda session: answer(session, referral_id, me.id, text))
