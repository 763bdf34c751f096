"""What staff change in the knowledge: drafts, the versions that were in force, who was told what, correcting texts."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from handoff.db import Base, Encrypted, Moment, id_column, utc_now

Kind = Literal["program", "desk"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""What staff edit."""
IMPORTED = "imported"
"""What is told from, too, and changed by imports alone."""


class EntryVersion(Base):
    """An entry as it is or was in force. Number 0 is what the data file said when it was first changed here.

    Without an author it is what a data file said, or, of the kind `imported`, what an official source said. An empty
    document is a withdrawal: from then on the data file counts again, and nothing where there is none.
    """

    __tablename__ = "entry_version"
    __table_args__ = (UniqueConstraint("kind", "entry_id", "number"),)

    id: Mapped[str] = id_column()
    kind: Mapped[str] = mapped_column(String(10))
    entry_id: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    version: Mapped[str] = mapped_column(String(12))  # fingerprint of the document
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    author_id: Mapped[str | None] = mapped_column(String(32))
    approved_by: Mapped[str | None] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    why: Mapped[str] = mapped_column(String(200), default="")
    corrects: Mapped[bool] = mapped_column(default=False)  # what was said before was wrong
    published_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    snapshot: Mapped[str | None] = mapped_column(String(12))  # the first one that has it

    @property
    def withdrawn(self) -> bool:
        return not self.document


class EntryDraft(Base):
    """A change that one counselor proposes. `base` is the entry it started from; none: the entry is new.

    An empty document proposes to withdraw the entry.
    """

    __tablename__ = "entry_draft"
    __table_args__ = (Index("draft_of_entry", "kind", "entry_id", "status"),)

    id: Mapped[str] = id_column()
    kind: Mapped[str] = mapped_column(String(10))
    entry_id: Mapped[str] = mapped_column(String(80))
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    base: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    base_version: Mapped[str | None] = mapped_column(String(12))
    author_id: Mapped[str] = mapped_column(String(32), index=True)
    why: Mapped[str] = mapped_column(String(200), default="")
    corrects: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(String(10), default="draft")  # draft, approved, rejected, withdrawn
    revision: Mapped[int] = mapped_column(default=1)  # rises with each change: only what was seen is approved
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    decided_by: Mapped[str | None] = mapped_column(String(32))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    refusal: Mapped[str] = mapped_column(String(200), default="")  # why it was rejected

    @property
    def withdraws(self) -> bool:
        return not self.document


class SentEntry(Base):
    """Which version of which entry a message to a resident was written from."""

    __tablename__ = "sent_entry"
    __table_args__ = (Index("sent_of_entry", "kind", "entry_id", "at"),)

    id: Mapped[str] = id_column()
    message_id: Mapped[str] = mapped_column(ForeignKey("message.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    entry_id: Mapped[str] = mapped_column(String(80))
    aspect: Mapped[str] = mapped_column(String(20))
    version: Mapped[str] = mapped_column(String(12))  # of the entry, in force when it was stored
    knowledge: Mapped[str] = mapped_column(String(12), default="")  # the bot's own, as its record names it
    at: Mapped[datetime] = mapped_column(Moment, default=utc_now)


class Correction(Base):
    """A text that puts right what one conversation was told; a person sends it, or decides not to."""

    __tablename__ = "correction"
    __table_args__ = (UniqueConstraint("entry_version_id", "conversation_id"),)

    id: Mapped[str] = id_column()
    entry_version_id: Mapped[str] = mapped_column(ForeignKey("entry_version.id"))
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    wrong_message_ids: Mapped[list[str]] = mapped_column(JSON, default=list)
    text: Mapped[str] = mapped_column(Encrypted)
    status: Mapped[str] = mapped_column(String(10), default="draft", index=True)  # draft, sent, dropped
    created_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    decided_by: Mapped[str | None] = mapped_column(String(32))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    sent_message_id: Mapped[str | None] = mapped_column(String(32))
