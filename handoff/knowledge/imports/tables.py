"""What official sources answered, when they were asked, and the programs that came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import JSON, Date, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from handoff.db import Base, Moment, id_column, utc_now

Kind = Literal["list", "detail"]


class ImportRun(Base):
    """One import of one source. A live one may take days: it is resumed until `finished_at` is set."""

    __tablename__ = "import_run"

    id: Mapped[str] = id_column()
    source: Mapped[str] = mapped_column(String(20), index=True)
    files: Mapped[list[str]] = mapped_column(JSON, default=list)  # their names; none: asked live
    started_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)  # new, changed, gone, back, unchanged, refused


class ImportRaw(Base):
    """The newest answer to one question, as it came but compressed; it never holds the operator's key."""

    __tablename__ = "import_raw"

    source: Mapped[str] = mapped_column(String(20), primary_key=True)
    kind: Mapped[Kind] = mapped_column(String(10), primary_key=True)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)  # path and page, or the program's id
    run_id: Mapped[str] = mapped_column(ForeignKey("import_run.id"), index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    fetched_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)


class ImportedProgram(Base):
    """One program of one source. What the source does not list any more stays, with the day since when in `gone`."""

    __tablename__ = "imported_program"

    id: Mapped[str] = mapped_column(String(120), primary_key=True)  # source:source_id
    source: Mapped[str] = mapped_column(String(20), index=True)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)  # Imported.as_dict(), without `gone`
    gone: Mapped[date | None] = mapped_column(Date)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=utc_now)
