"""Who writes to us: the conversation of one sender address on one channel, and what was said in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from handoff.db import Base, Encrypted, Moment, Sealed, id_column, utc_now

CHANNELS = ("sms", "kakao")
OWNERS = ("bot", "queue", "counselor")
AUTHORS = ("resident", "bot", "counselor", "system")


class Conversation(Base):
    """The thread of one sender address on one channel. `owner` says who answers now; see handoff/people/owner.py."""

    __tablename__ = "conversation"
    __table_args__ = (UniqueConstraint("channel", "address_hash"),)

    id: Mapped[str] = id_column()
    channel: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(Encrypted)  # +8210… or Kakao's botUserKey
    address_hash: Mapped[str] = mapped_column(String(64))  # keyed, so that it can be looked up
    other_keys: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    owner: Mapped[str] = mapped_column(String(10), default="bot")
    counselor_id: Mapped[str | None] = mapped_column(String(32))
    protected: Mapped[bool] = mapped_column(default=False)
    safety: Mapped[str | None] = mapped_column(String(30))  # kind of crisis, until a person lifts it
    notice: Mapped[str | None] = mapped_column(String(16))  # version of the first-contact notice that was told
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    last_inbound_at: Mapped[datetime | None] = mapped_column(Moment)
    # the lease of handoff/turns/lease.py
    due_at: Mapped[datetime | None] = mapped_column(Moment, index=True)  # when its unhandled messages may be taken
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
    fence: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)


class Rating(Base):
    """What a resident thinks of the service, in stars from 1 to 5; no case is made of it."""

    __tablename__ = "rating"

    message_id: Mapped[str] = mapped_column(ForeignKey("message.id"), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    stars: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, default=utc_now)


class Message(Base):
    """One thing said, in or out, in the order of `id`s' `at` and `number`."""

    __tablename__ = "message"
    __table_args__ = (Index("message_of_conversation", "conversation_id", "number"),)

    id: Mapped[str] = id_column()
    number: Mapped[int] = mapped_column(index=True)  # rises within the conversation
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    author: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Encrypted)
    at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    private: Mapped[bool] = mapped_column(default=False)  # a counselor's note: never delivered
    counselor_id: Mapped[str | None] = mapped_column(String(32))
    media: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    finding: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # what the crisis net saw; reasons name no words
    decision: Mapped[dict[str, Any] | None] = mapped_column(Sealed)  # the bot's record beside what it said
    lines: Mapped[list[str]] = mapped_column(JSON, default=list)  # the fixed utterances it is made of
    quick_replies: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)  # offered beside it: label, text
    replies_to: Mapped[str | None] = mapped_column(String(32))
    turn_id: Mapped[str | None] = mapped_column(
        String(32)
    )  # residents' only: the turn it belongs to, kept over a crash
    handled_at: Mapped[datetime | None] = mapped_column(Moment)  # residents' only: when a turn took it
