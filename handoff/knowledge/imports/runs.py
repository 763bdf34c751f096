"""Runs of imports: a live one is taken up again where it stopped, until it has everything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff.db import utc_now
from handoff.knowledge.imports.compare import Changes
from handoff.knowledge.imports.tables import ImportRun

# A full harvest takes five days at the limits of a development account; a list older than this is read anew.
RESUMABLE = timedelta(days=14)


def open_run(session: Session, source: str) -> ImportRun:
    """The source's live run that is not finished, else a new one."""
    query = select(ImportRun).filter_by(source=source, finished_at=None).order_by(ImportRun.started_at.desc()).limit(1)
    run = session.scalar(query.where(ImportRun.started_at > utc_now() - RESUMABLE))
    if run is None:
        run = ImportRun(source=source)
        session.add(run)
        session.flush()
    return run


def file_run(session: Session, source: str, files: Sequence[str]) -> ImportRun:
    """A run of files begins and ends in one transaction."""
    run = ImportRun(source=source, files=list(files))
    session.add(run)
    return run


def note(run: ImportRun, changes: Changes, *, finished: bool) -> None:
    """What came of it so far, in numbers."""
    run.counts = changes.counts
    if finished:
        run.finished_at = utc_now()
