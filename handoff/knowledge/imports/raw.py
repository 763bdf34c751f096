"""Answers of the open APIs as they came: what is here is not asked for a second time in a run."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff.db import utc_now
from handoff.knowledge.imports.batch import korean_day
from handoff.knowledge.imports.tables import ImportRaw, ImportRun, Kind


def keep(session: Session, run: ImportRun, kind: Kind, key: str, body: bytes) -> None:
    """In place of an older answer to the same question."""
    raw = ImportRaw(
        source=run.source, kind=kind, key=key, run_id=run.id, body=zlib.compress(body), fetched_at=utc_now()
    )
    session.merge(raw)


def kept_keys(session: Session, run: ImportRun) -> set[tuple[str, str]]:
    """Kind and key of what this run has."""
    rows = session.execute(select(ImportRaw.kind, ImportRaw.key).filter_by(run_id=run.id))
    return {(row.kind, row.key) for row in rows}


def kept_pages(session: Session, run: ImportRun) -> Sequence[ImportRaw]:
    """The list pages of this run; pages of an older one are not of the same list."""
    return session.scalars(select(ImportRaw).filter_by(run_id=run.id, kind="list").order_by(ImportRaw.key)).all()


def kept_details(session: Session, source: str) -> Sequence[ImportRaw]:
    """The newest details of each program, of whatever run; compressed, a whole source is a few MB."""
    query = select(ImportRaw).filter_by(source=source, kind="detail").order_by(ImportRaw.fetched_at, ImportRaw.key)
    return session.scalars(query).all()


def detail_days(session: Session, source: str) -> dict[str, date]:
    """Program id → the day its details were fetched, in whatever run."""
    rows = session.execute(select(ImportRaw.key, ImportRaw.fetched_at).filter_by(source=source, kind="detail"))
    return {row.key: korean_day(row.fetched_at) for row in rows}


def body_of(raw: ImportRaw) -> bytes:
    return zlib.decompress(raw.body)


def find(session: Session, run: ImportRun, kind: Kind, key: str) -> ImportRaw | None:
    """This run's answer to a question."""
    return session.scalar(select(ImportRaw).filter_by(run_id=run.id, kind=kind, key=key))
