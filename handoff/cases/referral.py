"""의뢰: a case goes to a desk, by one of four acts; the desk accepts it and answers (회신)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.korean.normalize import storable
from handoff.cases.assignment import lock_held
from handoff.cases.close import close
from handoff.cases.events import record
from handoff.cases.tables import Case, Referral
from handoff.db import utc_now
from handoff.errors import HandoffError

POINTED, REFERRED, FORWARDED, HANDED_OVER = ACTS = ("연계", "의뢰", "이송", "이관")
BASES = ("consent", "danger", "law")


class ReferralIncomplete(HandoffError):
    """A referral needs its act, its reason, and (but for 연계) the basis on which the desk may know."""

    code = "referral_incomplete"
    http_status = 422


class ReferralNotFound(HandoffError):
    """There is no such referral."""

    code = "referral_not_found"
    http_status = 404


def refer(
    session: Session,
    case_id: str,
    counselor_id: str,
    *,
    act: str,
    unit: str,
    desk: str | None,
    reason: str,
    basis: str | None = None,
) -> Referral:
    """Sends the holder's case to a desk. `basis` is consent (said by the resident), danger (crises only) or law."""
    case, _ = lock_held(session, case_id, counselor_id)
    reason = storable(reason).strip()
    _check(case, act, reason, basis)
    referral = Referral(
        case_id=case.id, act=act, unit=unit, desk=desk, reason=reason, basis=basis, referred_by=counselor_id,
        referred_at=utc_now(), consented_at=utc_now() if basis == "consent" else None,
    )  # fmt: skip
    session.add(referral)
    session.flush()
    record(session, case, "referred", counselor_id, referral_id=referral.id, act=act, unit=unit, desk=desk)
    return referral


def accept(session: Session, referral_id: str, counselor_id: str) -> Referral:
    """수락: the desk takes it. With 이관 the case is theirs from now on, and closed here."""
    referral, case = _lock(session, referral_id, counselor_id)
    if referral.accepted_at is None:
        referral.accepted_at = utc_now()
        record(session, case, "accepted", counselor_id, referral_id=referral.id)
        if referral.act == HANDED_OVER:
            close(session, case.id, counselor_id, "handed_over")
    return referral


def answer(session: Session, referral_id: str, counselor_id: str, text: str) -> Referral:
    """회신: what the desk did, noted by the case's holder."""
    referral, case = _lock(session, referral_id, counselor_id)
    referral.answer, referral.answered_at = storable(text).strip(), utc_now()
    record(session, case, "returned", counselor_id, referral_id=referral.id)
    return referral


def _check(case: Case, act: str, reason: str, basis: str | None) -> None:
    if act not in ACTS or not reason:
        raise ReferralIncomplete()
    if act != POINTED and basis not in BASES:
        raise ReferralIncomplete()
    if basis == "danger" and case.crisis is None:
        raise ReferralIncomplete("danger is a basis only where the case is a crisis")


def _lock(session: Session, referral_id: str, counselor_id: str) -> tuple[Referral, Case]:
    referral = session.get(Referral, referral_id)
    if referral is None:
        raise ReferralNotFound()
    case, _ = lock_held(session, referral.case_id, counselor_id)
    return referral, case
