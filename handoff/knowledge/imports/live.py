"""A live import of one source: one sitting of its run, then everything that is stored by now is merged."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from handoff.db import transaction, utc_now
from handoff.knowledge.imports.batch import Batch
from handoff.knowledge.imports.client import BACKOFF, PAUSE, OpenApi
from handoff.knowledge.imports.compare import Changes
from handoff.knowledge.imports.faults import Stopped
from handoff.knowledge.imports.harvest import Harvest, Progress
from handoff.knowledge.imports.merge import merge, preview
from handoff.knowledge.imports.runs import note, open_run
from handoff.knowledge.imports.stored import stored_batch
from handoff.knowledge.imports.tables import ImportRun
from handoff.settings import Settings


@dataclass(frozen=True)
class Pace:
    """Seconds: after each call, and before each repetition of one that went wrong."""

    pause: float = PAUSE
    backoff: tuple[float, ...] = BACKOFF


def import_live(
    source: str,
    settings: Settings,
    progress: Progress,
    *,
    allow_shrink: bool = False,
    dry_run: bool = False,
    pace: Pace = Pace(),
) -> tuple[Changes, Stopped | None]:
    """What came of it, and what ended the sitting early: then the next import of this source goes on from here.

    Raises Stopped where nothing at all could be read.
    """
    api = OpenApi(source, settings, pace.pause, pace.backoff)
    with transaction() as session:
        run = open_run(session, source)
    harvest = Harvest(run, api, progress)
    asyncio.run(_read(api, harvest))
    return _merge(run, harvest, allow_shrink, dry_run), harvest.stopped


async def _read(api: OpenApi, harvest: Harvest) -> None:
    async with api:
        await harvest.read()


def _merge(run: ImportRun, harvest: Harvest, allow_shrink: bool, dry_run: bool) -> Changes:
    """The run is finished in the transaction of its merge; a dry run stays open, with all answers for the real one."""
    batch = stored_batch(run)
    batch.refused += harvest.refused
    if not batch.records:
        raise harvest.stopped or _nothing_listed(run, batch)
    with transaction() as session:
        if dry_run:
            return preview(session, run.source, batch, allow_shrink=allow_shrink)
        changes = merge(session, run.source, batch, allow_shrink=allow_shrink)
        note(session.merge(run), changes, finished=harvest.stopped is None)
        return changes


def _nothing_listed(run: ImportRun, batch: Batch) -> Stopped:
    """Such a run is over: the next import asks for the list anew."""
    with transaction() as session:
        session.merge(run).finished_at = utc_now()
    reason = batch.refused[0].reason if batch.refused else "it is empty"
    return Stopped(f"the source's list could not be read: {reason}")
