"""What a person has to do: cases, who holds them, where they were referred, alarms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from handoff.db import Base, Encrypted, Moment, Sealed, id_column, utc_now

STATUSES = ("open", "snoozed", "waiting_resident", "closed")
REASONS = (
    "requested",
    "crisis",
    "own_case",
    "tangled",
    "third_party",
    "complaint",
    "low_confidence",
    "bot_down",
    "case_status",
)


class Case(Base):
    """상담. One open case a conversation at a time; `number` (상담번호) is what people say on the phone."""

    __tablename__ = "case"
    __table_args__ = (
        Index(
            "one_open_case",
            "conversation_id",
            unique=True,
            sqlite_where=text("status != 'closed'"),
            postgresql_where=text("status != 'closed'"),
        ),
    )

    id: Mapped[str] = id_column()
    number: Mapped[str] = mapped_column(String(20), unique=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    status: Mapped[str] = mapped_column(String(20), default="open", index=True)
    reason: Mapped[str] = mapped_column(String(20))
    crisis: Mapped[str | None] = mapped_column(String(30))  # kind of crisis
    writer_relation: Mapped[str] = mapped_column(String(20), default="self")  # self, family, neighbor, institution
    subject: Mapped[str | None] = mapped_column(Encrypted)  # whom it is about, in words; none: the writer
    guesses: Mapped[list[dict[str, Any]]] = mapped_column(Sealed, default=list)  # the bot's three, with confidence
    facts: Mapped[dict[str, Any]] = mapped_column(Sealed, default=dict)  # what the resident told: age, household, …
    units: Mapped[list[str]] = mapped_column(JSON, default=list)  # suggested referral units, most fitting first
    desk: Mapped[str | None] = mapped_column(String(80))  # id of the suggested real desk
    opened_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    first_response_due_at: Mapped[datetime] = mapped_column(Moment)
    first_response_at: Mapped[datetime | None] = mapped_column(Moment)
    next_response_due_at: Mapped[datetime | None] = mapped_column(Moment)  # the resident wrote again since
    legal_deadline: Mapped[str | None] = mapped_column(String(200))  # a time limit of the law at stake, in words
    snoozed_until: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    outcome: Mapped[str | None] = mapped_column(String(30))

    @property
    def due_at(self) -> datetime | None:
        """When the resident has been promised the next answer; none: nothing is promised."""
        return self.next_response_due_at if self.first_response_at else self.first_response_due_at


class CaseCounter(Base):
    """The last case number given out on a day of the office."""

    __tablename__ = "case_counter"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    last: Mapped[int]


class Assignment(Base):
    """A case held by one counselor, from `assigned_at` until `released_at`."""

    __tablename__ = "assignment"
    __table_args__ = (
        Index(
            "one_holder",
            "case_id",
            unique=True,
            sqlite_where=text("released_at IS NULL"),
            postgresql_where=text("released_at IS NULL"),
        ),
    )

    id: Mapped[str] = id_column()
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    counselor_id: Mapped[str] = mapped_column(String(32), index=True)
    assigned_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    released_at: Mapped[datetime | None] = mapped_column(Moment)


class Referral(Base):
    """의뢰: a case sent to a desk, by one of four acts (연계, 의뢰, 이송, 이관)."""

    __tablename__ = "referral"

    id: Mapped[str] = id_column()
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    act: Mapped[str] = mapped_column(String(10))
    unit: Mapped[str] = mapped_column(String(30))
    desk: Mapped[str | None] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(Encrypted)
    basis: Mapped[str | None] = mapped_column(String(10))  # why the desk may know: consent, danger, law
    consented_at: Mapped[datetime | None] = mapped_column(Moment)
    referred_by: Mapped[str] = mapped_column(String(32))
    referred_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answer: Mapped[str | None] = mapped_column(Encrypted)  # 회신: what the desk did


class Alarm(Base):
    """A crisis that somebody on duty has to see; it rings again until a counselor has claimed the case."""

    __tablename__ = "alarm"

    id: Mapped[str] = id_column()
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    raised_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    next_ring_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    rings: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    resident_told_at: Mapped[datetime | None] = mapped_column(Moment)


class CaseEvent(Base):
    """What happened to a case: the line a counselor sees in the thread, and the record of who did what."""

    __tablename__ = "case_event"

    id: Mapped[str] = id_column()
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    kind: Mapped[str] = mapped_column(
        String(30)
    )  # opened, claimed, released, replied, noted, referred, returned, closed …
    counselor_id: Mapped[str | None] = mapped_column(String(32))
    about: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # ids and codes, no resident's words
