"""Makes what is in force the bot's: approved entries and imported programs become one snapshot, then it is swapped in.

The bot looks for a new one every five seconds, so nothing is restarted or trained again.
"""

from __future__ import annotations

import asyncio
import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import func, select, update

from bot.knowledge.snapshot import Entry, default_folder, write_snapshot
from handoff.db import transaction, utc_now
from handoff.knowledge.entries import edited_entries
from handoff.knowledge.imports.records import all_records
from handoff.knowledge.tables import EntryVersion

logger = logging.getLogger(__name__)


def publish() -> str:
    """The version of the snapshot now in force. The same content is the same version; calling it again harms nothing."""
    with _one_at_a_time(default_folder()) as folder:
        return _publish(folder)


def publish_waiting() -> int:
    """Publishes what was approved and is not out yet, before or after a crash; how many versions that were."""
    if not _waiting():
        return 0
    with _one_at_a_time(default_folder()) as folder:
        count = _waiting()  # another process may have just done it
        if count:
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


def _publish(folder: Path) -> str:
    with transaction() as session:
        ids = session.scalars(select(EntryVersion.id).where(EntryVersion.published_at.is_(None))).all()
        entries = [Entry(row.kind, row.entry_id, row.document) for row in edited_entries(session)]
        imported = list(all_records(session))
    version = write_snapshot(folder, imported, entries)
    with transaction() as session:
        published = update(EntryVersion).where(EntryVersion.id.in_(ids))
        session.execute(published.values(published_at=utc_now(), snapshot=version))
    return version


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[Path]:
    """Whoever read the database first must not be the last to swap."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
