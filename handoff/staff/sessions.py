"""Who is signed in: a random token in the browser's cookie, its hash in the table."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import delete
from sqlalchemy.orm import Session

from handoff.db import utc_now
from handoff.staff.tables import Counselor, StaffSession

LASTS = timedelta(hours=12)
IDLE = timedelta(minutes=60)
# The end of a session moves in steps, so that not every page is a write.
_STEP = timedelta(minutes=1)


class SignedIn(NamedTuple):
    """Who a request is from."""

    id: str
    name: str
    role: str
    csrf_token: str

    @property
    def is_lead(self) -> bool:
        return self.role == "lead"


def start(session: Session, counselor_id: str) -> str:
    """Signs a counselor in; returns the token for the cookie, which is kept nowhere else."""
    now = utc_now()
    session.execute(delete(StaffSession).where(StaffSession.expires_at < now))
    token = secrets.token_urlsafe(32)
    session.add(
        StaffSession(
            token_hash=_hash(token), counselor_id=counselor_id, csrf_token=secrets.token_urlsafe(32),
            created_at=now, expires_at=now + IDLE,
        )
    )  # fmt: skip
    return token


def find(session: Session, token: str | None, *, used: bool = True) -> SignedIn | None:
    """Who holds this token. `used` false is for what a browser asks by itself: a page left open does not stay open."""
    row = session.get(StaffSession, _hash(token)) if token else None
    now = utc_now()
    if row is None or row.expires_at <= now:
        return None
    counselor = session.get(Counselor, row.counselor_id)
    if counselor is None or not counselor.active:
        return None
    ends = min(now + IDLE, row.created_at + LASTS)
    if used and ends - row.expires_at >= _STEP:
        row.expires_at = ends
    return SignedIn(counselor.id, counselor.name, counselor.role, row.csrf_token)


def end(session: Session, token: str) -> None:
    session.execute(delete(StaffSession).where(StaffSession.token_hash == _hash(token)))


def end_all(session: Session, counselor_id: str) -> None:
    session.execute(delete(StaffSession).where(StaffSession.counselor_id == counselor_id))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
