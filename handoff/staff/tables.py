"""Those who work in the console, and their sign-ins."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from handoff.db import Base, Moment, id_column, utc_now

ROLES = ("counselor", "lead")


class Counselor(Base):
    """상담담당자. `active` false keeps the record and refuses the sign-in."""

    __tablename__ = "counselor"

    id: Mapped[str] = id_column()
    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20), default="counselor")
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)


class StaffSession(Base):
    """One signed-in browser; the cookie holds a token, the table its hash."""

    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    counselor_id: Mapped[str] = mapped_column(ForeignKey("counselor.id"), index=True)
    csrf_token: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    expires_at: Mapped[datetime] = mapped_column(Moment)


class SignInAttempt(Base):
    """A sign-in that failed, for the rate limit."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[str] = id_column()
    login: Mapped[str] = mapped_column(String(40), index=True)
    address: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
