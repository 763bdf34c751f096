"""Signing in, and what slows down those who guess."""

from __future__ import annotations

import logging
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from handoff.db import transaction, utc_now
from handoff.errors import HandoffError
from handoff.staff.counselors import clean_login, find_counselor
from handoff.staff.passwords import hash_password, is_outdated, password_fits
from handoff.staff.sessions import start
from handoff.staff.tables import SignInAttempt

logger = logging.getLogger(__name__)

MOST_FAILURES = 5
WITHIN = timedelta(minutes=10)


class SignInRefused(HandoffError):
    """Login and password do not fit."""

    code = "sign_in_refused"
    http_status = 401


class SignInTooOften(HandoffError):
    """Too many sign-ins failed; wait ten minutes."""

    code = "sign_in_too_often"
    http_status = 429


def sign_in(login: str, password: str, address: str, device: str | None = None) -> str:
    """The session's token. Says the same whether or not the login exists; the password is read outside transactions.

    Failures count for the login and for the address; with a known `device` (devices.py) for that alone.
    """
    login, address = clean_login(login)[:40], address[:64]
    counted = (device, device) if device else (login, address)
    stored = _count_attempt(login, *counted)
    if not password_fits(stored, password):
        logger.info("Sign-in refused")
        raise SignInRefused()
    renewed = hash_password(password) if stored and is_outdated(stored) else None
    return _succeed(login, *counted, renewed)


def _count_attempt(login: str, name: str, address: str) -> str | None:
    """The stored hash. Counted as failed before it is tried, so that guesses at once do not slip through together."""
    now = utc_now()
    with transaction() as session:
        session.execute(delete(SignInAttempt).where(SignInAttempt.at <= now - WITHIN))
        refused = any(
            _failures(session, who) >= MOST_FAILURES
            for who in (SignInAttempt.login == name, SignInAttempt.address == address)
        )
        if not refused:
            session.add(SignInAttempt(login=name, address=address, at=now))
            counselor = find_counselor(session, login)
    if refused:
        logger.warning("Sign-in held back after failures")
        raise SignInTooOften()
    return counselor.password_hash if counselor is not None and counselor.active else None


def _failures(session: Session, who: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(SignInAttempt).where(who)) or 0


def _succeed(login: str, name: str, address: str, renewed: str | None) -> str:
    """Clears this person's own slips; a guesser with one good login does not clear the address of the others."""
    with transaction() as session:
        session.execute(delete(SignInAttempt).where(SignInAttempt.login == name, SignInAttempt.address == address))
        counselor = find_counselor(session, login)
        if counselor is None or not counselor.active:
            raise SignInRefused()
        counselor.password_hash = renewed or counselor.password_hash
        return start(session, counselor.id)
