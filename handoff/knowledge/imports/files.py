"""An import from files in the shapes of the sources; several of one source together make one batch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from bot.knowledge.imported import Imported
from handoff.db import transaction
from handoff.knowledge.imports.batch import Batch, korean_day
from handoff.knowledge.imports.compare import Changes
from handoff.knowledge.imports.join import has_details
from handoff.knowledge.imports.merge import merge, preview
from handoff.knowledge.imports.runs import file_run, note
from handoff.knowledge.readers import Reading, Refused, UnreadableImport, combine, read_file


def import_files(
    source: str, paths: Sequence[Path], as_of: date | None, *, allow_shrink: bool = False, dry_run: bool = False
) -> Changes:
    """`as_of` is the day of the data; none: the day on which the oldest file was written.

    A file that cannot be read is refused, the others are taken; raises UnreadableImport where none can.
    """
    batch = read_batch(source, paths, as_of or min(_written(path) for path in paths))
    with transaction() as session:
        if dry_run:
            return preview(session, source, batch, allow_shrink=allow_shrink)
        changes = merge(session, source, batch, allow_shrink=allow_shrink)
        note(file_run(session, source, [path.name for path in paths]), changes, finished=True)
        return changes


def read_batch(source: str, paths: Sequence[Path], day: date) -> Batch:
    """A program that stands in several files, a list and its details say, is put together."""
    batch = Batch(day)
    for path in paths:
        reading = _read(batch, source, path)
        for record in reading.records:
            known = batch.records.get(record.id)
            batch.records[record.id] = _together(known, record) if known else record
        batch.refused += [Refused(f"{path.name}: {refused.place}", refused.reason) for refused in reading.refused]
    if not batch.records:
        raise UnreadableImport(_why(batch))
    batch.unread = len(batch.refused)
    return batch


def _together(known: Imported, record: Imported) -> Imported:
    """In whatever order the files were given, the list's row comes first."""
    if has_details(known) and not has_details(record):
        return combine(record, known)
    return combine(known, record)


def _read(batch: Batch, source: str, path: Path) -> Reading:
    try:
        return read_file(path, source, batch.day)
    except (UnreadableImport, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        batch.refused.append(Refused(path.name, reason.removeprefix(f"{path.name}: ")))
        return Reading([])


def _why(batch: Batch) -> str:
    reasons = "; ".join(f"{refused.place}: {refused.reason}" for refused in batch.refused[:3])
    return f"no program could be read ({reasons or 'the files list none of this source'})"


def _written(path: Path) -> date:
    return korean_day(datetime.fromtimestamp(path.stat().st_mtime, UTC))
