"""Makes a batch of what a live run has stored: list rows, joined with the newest details of each program."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date

from bot.knowledge.imported import Imported
from handoff.db import transaction
from handoff.knowledge.imports import raw
from handoff.knowledge.imports.batch import Batch, korean_day
from handoff.knowledge.imports.sources import APIS
from handoff.knowledge.imports.tables import ImportRaw, ImportRun
from handoff.knowledge.readers import Page, Refused, ServiceError, UnreadableImport, combine, parse_answer


def is_current(listed: Imported, fetched: date | None) -> bool:
    """Whether details of that day are still what the source says: its list tells when it last changed them."""
    return fetched is not None and listed.updated is not None and listed.updated < fetched


def rows_of(page: Page) -> int:
    """How many rows it had, those that are not to be taken too."""
    return len(page.records) + len(page.refused) + page.elsewhere


def read_raw(kept: ImportRaw) -> Page:
    """What a stored answer says. It was read before it was stored, but perhaps by another version of this program."""
    try:
        return parse_answer(kept.source, kept.kind, raw.body_of(kept), _day(kept))
    except (ServiceError, UnreadableImport) as error:
        return Page([], [Refused("stored answer", str(error))])


def stored_batch(run: ImportRun) -> Batch:
    """Partial where a page of the list is missing, or where rows moved between pages while they were read."""
    with transaction() as session:
        pages, details = raw.kept_pages(session, run), raw.kept_details(session, run.source)
    batch = _listed(run, pages)
    for kept in details:
        _add_details(batch, kept)
    if not (APIS[run.source].detail or APIS[run.source].detail_pages):
        batch.whole = set(batch.records)
    return batch


def _listed(run: ImportRun, pages: Sequence[ImportRaw]) -> Batch:
    batch, known, total = Batch(max(map(_day, pages), default=korean_day(run.started_at))), 0, 0
    for kept in pages:
        page = read_raw(kept)
        total = max(total, page.total or 0)
        known += rows_of(page) - sum(record.id in batch.records for record in page.records)
        batch.records |= {record.id: record for record in page.records}
        batch.refused += _placed(kept, page)
    batch.unread = len(batch.refused)
    if known < total or not total:
        batch.partial = f"the list has {total} programs, and {known} of them were read"
    return batch


def _add_details(batch: Batch, kept: ImportRaw) -> None:
    """Details of a program that is not listed any more are left aside."""
    page = read_raw(kept)
    batch.refused += _placed(kept, page)
    for detail in page.records:
        if detail.id in batch.records:
            batch.records[detail.id] = _together(batch.records[detail.id], detail)
            batch.whole.add(detail.id)


def _together(listed: Imported, detail: Imported) -> Imported:
    """Details that are still current are as of the list's day."""
    record = combine(listed, detail)
    current = is_current(listed, detail.retrieved)
    return dataclasses.replace(record, retrieved=listed.retrieved) if current else record


def _day(kept: ImportRaw) -> date:
    return korean_day(kept.fetched_at)


def _placed(kept: ImportRaw, page: Page) -> list[Refused]:
    return [Refused(f"{kept.key}: {refused.place}", refused.reason) for refused in page.refused]
