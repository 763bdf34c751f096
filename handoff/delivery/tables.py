"""The outbox: everything that goes out, and how far it got."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from handoff.db import Base, Encrypted, Moment, id_column, utc_now

STATES = ("queued", "sending", "accepted", "delivered", "unknown", "failed", "suppressed", "shown")


class Outbound(Base):
    """One message on its way to one address. SMS is sent at most once by machine."""

    __tablename__ = "outbound"
    __table_args__ = (Index("outbound_waiting", "state", "not_before"),)

    id: Mapped[str] = id_column()
    message_id: Mapped[str | None] = mapped_column(ForeignKey("message.id"), index=True)  # none: an alarm to staff
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversation.id"), index=True)
    channel: Mapped[str] = mapped_column(String(10))
    to: Mapped[str] = mapped_column(Encrypted)
    text: Mapped[str] = mapped_column(Encrypted)
    purpose: Mapped[str] = mapped_column(String(12), default="reply")  # reply, hotline, alarm
    state: Mapped[str] = mapped_column(String(12), default="queued")
    reason: Mapped[str | None] = mapped_column(String(200))  # why suppressed or failed, for people
    provider_message_id: Mapped[str | None] = mapped_column(String(100), index=True)
    part: Mapped[int] = mapped_column(default=0)  # a text longer than one SMS goes in several rows, in this order
    attempts: Mapped[int] = mapped_column(default=0)
    attempted_at: Mapped[datetime | None] = mapped_column(Moment)  # when the last call to the provider began
    not_before: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=utc_now, onupdate=utc_now)


class Receipt(Base):
    """One status callback, kept once: they come out of order and more than once."""

    __tablename__ = "receipt"
    # Not by the message alone: each of its states comes with a callback of its own.
    __table_args__ = (UniqueConstraint("provider_message_id", "status", "error_code"),)

    id: Mapped[str] = id_column()
    provider_message_id: Mapped[str] = mapped_column(String(100), index=True)
    status: Mapped[str] = mapped_column(String(30))
    error_code: Mapped[str] = mapped_column(String(20), default="")
    at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
