"""Keeps what an imported program said before and after an import where residents were told of it: for corrections."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.knowledge.imported import Imported
from handoff.db import utc_now
from handoff.knowledge.corrections import WITHIN
from handoff.knowledge.history import versions
from handoff.knowledge.imports.records import record_of, version_of
from handoff.knowledge.imports.tables import ImportedProgram
from handoff.knowledge.tables import IMPORTED, EntryVersion, SentEntry


def keep_versions(session: Session, after: Mapping[str, Imported]) -> None:
    """Before `after` is stored, in the same transaction. Nothing is kept of what nobody was told in the last 90 days."""
    told = select(SentEntry.entry_id).where(SentEntry.kind == IMPORTED, SentEntry.at >= utc_now() - WITHIN).distinct()
    for id in sorted(after.keys() & set(session.scalars(told))):
        before = record_of(session.get_one(ImportedProgram, id))
        if version_of(before) != version_of(after[id]):
            _keep(session, before, after[id])


def _keep(session: Session, before: Imported, after: Imported) -> None:
    kept = versions(session, IMPORTED, before.id)
    number = kept[-1].number + 1 if kept else 0
    if not kept or kept[-1].version != version_of(before):
        session.add(_version(before, number, published_at=utc_now()))
        number += 1
    session.add(_version(after, number, why=_why(before, after)))


def _version(record: Imported, number: int, **about: object) -> EntryVersion:
    return EntryVersion(
        kind=IMPORTED, entry_id=record.id, number=number, version=version_of(record), document=record.as_dict(), **about
    )


def _why(before: Imported, after: Imported) -> str:
    if after.gone and not before.gone:
        return "공식 목록에서 없어짐"
    return "공식 목록에 다시 나옴" if before.gone and not after.gone else "공식 안내의 내용이 바뀜"
