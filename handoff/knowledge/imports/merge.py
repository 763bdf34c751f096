"""Puts a batch into the tables: all of it in one transaction, so that a crash leaves the old state or the new one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from bot.knowledge.imported import Imported
from handoff.db import utc_now
from handoff.knowledge.imports.batch import Batch
from handoff.knowledge.imports.compare import Changes, compare
from handoff.knowledge.imports.records import record_of
from handoff.knowledge.imports.tables import ImportedProgram
from handoff.knowledge.imports.told import keep_versions


def merge(session: Session, source: str, batch: Batch, *, allow_shrink: bool = False) -> Changes:
    """Writes what the batch changes and says what that was."""
    _lock(session)
    changes = preview(session, source, batch, allow_shrink=allow_shrink)
    _insert(session, changes.new)
    touched = [*(change.after for change in changes.changed), *changes.back, *changes.gone]
    after = {record.id: record for record in touched}
    keep_versions(session, after)
    _update(session, after)
    return changes


def preview(session: Session, source: str, batch: Batch, *, allow_shrink: bool = False) -> Changes:
    """What merging would change; writes nothing."""
    query = select(ImportedProgram).filter_by(source=source).execution_options(yield_per=500)
    stored = {program.id: record_of(program) for program in session.scalars(query)}
    return compare(stored, batch, allow_shrink)


def _lock(session: Session) -> None:
    """Two imports at a time: the second waits. SQLite's transaction has taken the lock already."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(4273002)"))


def _insert(session: Session, records: list[Imported]) -> None:
    if records:
        session.execute(insert(ImportedProgram), [_row(record) | {"source": record.source} for record in records])


def _update(session: Session, records: dict[str, Imported]) -> None:
    if records:
        session.execute(update(ImportedProgram), [_row(record) for record in records.values()])


def _row(record: Imported) -> dict[str, Any]:
    document = record.as_dict()
    document.pop("gone", None)
    return {"id": record.id, "document": document, "gone": record.gone, "changed_at": utc_now()}
