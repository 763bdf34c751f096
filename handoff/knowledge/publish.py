"""Makes what is in force the bot's: approved entries and imported programs become one snapshot, then it is swapped in.

The bot looks for a new one every second, so nothing is restarted or trained again.
"""

from __future__ import annotations

import asyncio
import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import func, select, update

from bot.knowledge.snapshot import Entry, default_folder, is_sound, write_entries, write_snapshot
from handoff.db import transaction, utc_now
from handoff.knowledge.entries import edited_entries
from handoff.knowledge.imports.records import all_records, stamp_of_records
from handoff.knowledge.imports.tables import ImportedProgram
from handoff.knowledge.tables import EntryVersion

logger = logging.getLogger(__name__)


def publish() -> str:
    """The version of the snapshot now in force. The same content is the same version; calling it again harms nothing."""
    with _one_at_a_time(default_folder()) as folder:
        return _publish(folder)


def publish_waiting() -> int:
    """Publishes what was approved and is not out yet, before or after a crash; how many versions that were.

    Where the snapshot was lost or damaged it is made again from the database.
    """
    if not _waiting() and not _lost():
        return 0
    with _one_at_a_time(default_folder()) as folder:
        count = _waiting()  # another process may have just done it
        if lost := _lost():
            logger.warning("Knowledge snapshot lost or damaged: made again from the database")
        if count or lost:
            _publish(folder)
    return count


async def run(stop: asyncio.Event, every: float = 1.0) -> None:
    """Publishes what is approved until `stop` is set, beside the other loops: it takes seconds, and they must not wait."""
    while not stop.is_set():
        try:
            await asyncio.to_thread(publish_waiting)
        except Exception as error:
            logger.error("Knowledge not published", extra={"error": type(error).__name__})
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every)


def _waiting() -> int:
    with transaction() as session:
        unpublished = select(func.count()).select_from(EntryVersion).where(EntryVersion.published_at.is_(None))
        return session.scalar(unpublished) or 0


def _lost() -> bool:
    """Whether there is something to be published, and no snapshot that holds it."""
    if is_sound(default_folder()):
        return False
    with transaction() as session:
        return any(session.scalar(select(table.id).limit(1)) is not None for table in (EntryVersion, ImportedProgram))


def _publish(folder: Path) -> str:
    """Only what changed is made anew: the catalog of the imported programs takes seconds, the entries none."""
    with transaction() as session:
        ids = session.scalars(select(EntryVersion.id).where(EntryVersion.published_at.is_(None))).all()
        entries = [_entry(row) for row in edited_entries(session)]
        stamp = stamp_of_records(session)
    version = write_entries(folder, entries, stamp)
    if version is None:
        with transaction() as session:
            imported, stamp = list(all_records(session)), stamp_of_records(session)
        version = write_snapshot(folder, imported, entries, stamp=stamp)
    with transaction() as session:
        published = update(EntryVersion).where(EntryVersion.id.in_(ids))
        session.execute(published.values(published_at=utc_now(), snapshot=version))
    return version


def _entry(row: EntryVersion) -> Entry:
    return Entry("desk" if row.kind == "desk" else "program", row.entry_id, row.document)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[Path]:
    """Whoever read the database first must not be the last to swap."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
