"""The entry as in force: what staff approved last, else what the data file says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from handoff.errors import HandoffError
from handoff.knowledge.files import Document, file_document, file_documents
from handoff.knowledge.tables import IMPORTED, KINDS, EntryVersion


class EntryNotFound(HandoffError):
    """There is no such entry."""

    code = "entry_not_found"
    http_status = 404


@dataclass(frozen=True)
class Current:
    """An entry in force. `version` is a fingerprint of its content, `number` counts what staff approved."""

    kind: str
    id: str
    document: Document
    version: str
    number: int = 0


def fingerprint(document: Document) -> str:
    """The same content, the same twelve hex digits, in whatever order its fields stand."""
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def current(session: Session, kind: str, entry_id: str) -> Current | None:
    """The entry in force; None where neither staff nor the data files know it, or not any more."""
    row = session.scalar(_latest().where(EntryVersion.kind == kind, EntryVersion.entry_id == entry_id))
    if row is not None and not row.withdrawn:
        return _of_row(row)
    document = file_document(kind, entry_id)
    return _of_file(kind, document) if document else None


def last_known(session: Session, kind: str, entry_id: str) -> Current | None:
    """The entry in force, else as it was before it was withdrawn."""
    query = select(EntryVersion).filter_by(kind=kind, entry_id=entry_id).order_by(EntryVersion.number.desc())
    found = current(session, kind, entry_id)
    return found or next((_of_row(row) for row in session.scalars(query) if not row.withdrawn), None)


def all_current(session: Session, kind: str) -> dict[str, Current]:
    """Every entry of a kind by id: those of the files, each replaced by what was approved, then those staff added."""
    found = {entry_id: _of_file(kind, document) for entry_id, document in file_documents(kind).items()}
    return found | {row.entry_id: _of_row(row) for row in edited_entries(session) if row.kind == kind}


def all_withdrawn(session: Session, kind: str) -> list[Current]:
    """The entries that are in force no more, as they were before."""
    rows = session.scalars(_latest().where(EntryVersion.kind == kind).order_by(EntryVersion.entry_id)).all()
    gone = [row.entry_id for row in rows if row.withdrawn and file_document(kind, row.entry_id) is None]
    return [found for entry_id in gone if (found := last_known(session, kind, entry_id))]


def edited_entries(session: Session) -> list[EntryVersion]:
    """The last version of every entry that says something else than its data file, or has none."""
    rows = session.scalars(
        _latest().where(EntryVersion.kind.in_(KINDS)).order_by(EntryVersion.kind, EntryVersion.entry_id)
    )
    return [row for row in rows if not row.withdrawn]


def changed_imports(session: Session) -> list[EntryVersion]:
    """The last version of every imported program that changed after residents were told of it."""
    return list(session.scalars(_latest().where(EntryVersion.kind == IMPORTED).order_by(EntryVersion.at.desc())))


def name_of(session: Session, version: EntryVersion) -> str:
    """Of the entry of a version, though the version withdraws it."""
    known = version.document or next((row.document for row in _before(session, version) if not row.withdrawn), {})
    return str(known.get("name") or version.entry_id)


def overtaken(session: Session) -> list[EntryVersion]:
    """Entries in force whose data file says by now what none of their versions said: somebody changed the file, too."""
    return [row for row in edited_entries(session) if _file_is_news(session, row)]


def _file_is_news(session: Session, row: EntryVersion) -> bool:
    document = file_document(row.kind, row.entry_id)
    known = select(EntryVersion.version).filter_by(kind=row.kind, entry_id=row.entry_id)
    return document is not None and fingerprint(document) not in session.scalars(known).all()


def _before(session: Session, version: EntryVersion) -> Sequence[EntryVersion]:
    """The versions before one, newest first."""
    query = select(EntryVersion).filter_by(kind=version.kind, entry_id=version.entry_id)
    query = query.where(EntryVersion.number < version.number).order_by(EntryVersion.number.desc())
    return session.scalars(query).all()


def _latest() -> Select[Any]:
    last = (
        select(EntryVersion.kind, EntryVersion.entry_id, func.max(EntryVersion.number).label("number"))
        .group_by(EntryVersion.kind, EntryVersion.entry_id)
        .subquery()
    )
    return select(EntryVersion).join(
        last,
        (EntryVersion.kind == last.c.kind)
        & (EntryVersion.entry_id == last.c.entry_id)
        & (EntryVersion.number == last.c.number),
    )


def _of_row(row: EntryVersion) -> Current:
    return Current(row.kind, row.entry_id, row.document, row.version, row.number)


def _of_file(kind: str, document: Document) -> Current:
    return Current(kind, document["id"], document, fingerprint(document))
