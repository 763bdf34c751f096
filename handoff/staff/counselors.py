"""Those who may sign in: added, listed, given another password, disabled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff.errors import HandoffError
from handoff.staff.sessions import end_all
from handoff.staff.tables import ROLES, Counselor

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


class LoginTaken(HandoffError):
    """Somebody has this login already."""

    code = "login_taken"
    http_status = 409


class LoginNotAllowed(HandoffError):
    """A login has 2 to 40 small letters, digits, dots, hyphens or underscores."""

    code = "login_not_allowed"
    http_status = 422


class CounselorNotFound(HandoffError):
    """There is no counselor with this login."""

    code = "counselor_not_found"
    http_status = 404


class CounselorNotValid(HandoffError):
    """A counselor needs a name of at most 40 characters and one of the roles."""

    code = "counselor_not_valid"
    http_status = 422


def clean_login(login: str) -> str:
    """A login as it is stored: people type it with capitals and blanks."""
    return login.strip().lower()


def add_counselor(session: Session, login: str, name: str, password_hash: str, role: str = "counselor") -> Counselor:
    """A new counselor; `password_hash` is made before the transaction."""
    login, name = clean_login(login), name.strip()
    if not _LOGIN.fullmatch(login):
        raise LoginNotAllowed()
    if not 0 < len(name) <= 40 or role not in ROLES:
        raise CounselorNotValid()
    if find_counselor(session, login) is not None:
        raise LoginTaken()
    counselor = Counselor(login=login, name=name, password_hash=password_hash, role=role)
    session.add(counselor)
    session.flush()
    return counselor


def find_counselor(session: Session, login: str) -> Counselor | None:
    return session.scalar(select(Counselor).filter_by(login=clean_login(login)))


def get_counselor(session: Session, login: str) -> Counselor:
    found = find_counselor(session, login)
    if found is None:
        raise CounselorNotFound()
    return found


def all_counselors(session: Session, *, active_only: bool = False) -> Sequence[Counselor]:
    """By name, as lists show them."""
    query = select(Counselor).order_by(Counselor.name, Counselor.login)
    return session.scalars(query.filter_by(active=True) if active_only else query).all()


def names_of(session: Session, counselor_ids: Iterable[str | None]) -> dict[str, str]:
    """Names by id, of those who left too."""
    wanted = {counselor_id for counselor_id in counselor_ids if counselor_id}
    rows = session.execute(select(Counselor.id, Counselor.name).where(Counselor.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def change_password(session: Session, login: str, password_hash: str) -> None:
    """The new password; whoever is signed in with the old one is not any more."""
    counselor = get_counselor(session, login)
    counselor.password_hash = password_hash
    end_all(session, counselor.id)


def disable(session: Session, login: str) -> Counselor:
    """Keeps the record, ends the sessions, refuses the sign-in. What they held is for handoff/cases to give back."""
    counselor = get_counselor(session, login)
    counselor.active = False
    end_all(session, counselor.id)
    return counselor
