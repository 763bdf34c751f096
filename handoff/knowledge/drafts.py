"""Drafts: what a counselor wants changed, kept as it was typed until a second person has looked at it.

A draft holds the entry that it started from. Where the entry has moved on meanwhile nothing is overwritten: the author
is shown the other's change and lays their own on top of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.korean.normalize import storable
from handoff.db import utc_now
from handoff.errors import HandoffError
from handoff.knowledge.diff import Change, applied, changes, touch
from handoff.knowledge.entries import Current, current
from handoff.knowledge.files import Document
from handoff.knowledge.history import EntryChanged, steps_since, versions
from handoff.knowledge.tables import KINDS, EntryDraft
from handoff.staff.tables import Counselor


class DraftNotFound(HandoffError):
    """There is no such draft."""

    code = "draft_not_found"
    http_status = 404


class DraftDecided(HandoffError):
    """This draft was approved, rejected or withdrawn before."""

    code = "draft_decided"
    http_status = 409


class DraftChanged(HandoffError):
    """The draft was changed since it was shown."""

    code = "draft_changed"
    http_status = 409


class NothingChanged(HandoffError):
    """The draft says what is in force already."""

    code = "nothing_changed"
    http_status = 422


class NothingToWithdraw(HandoffError):
    """What comes with the data files is not withdrawn."""

    code = "nothing_to_withdraw"
    http_status = 409


class NotTheAuthor(HandoffError):
    """Only the author changes or withdraws a draft."""

    code = "not_the_author"
    http_status = 403


class MayNotEdit(HandoffError):
    """Only those who work here change the knowledge."""

    code = "may_not_edit"
    http_status = 403


def begin_draft(
    session: Session,
    kind: str,
    document: Document,
    author_id: str,
    *,
    base_version: str | None,
    why: str = "",
    corrects: bool = False,
) -> EntryDraft:
    """A new draft of the entry with the document's id. `base_version` is the version its author saw (none: new entry).

    Flaws do not matter yet. Raises EntryChanged where another version is in force by now. `corrects` says that the
    version in force told residents something wrong.
    """
    check_staff(session, author_id)
    if kind not in KINDS:
        raise DraftNotFound()
    document = _storable(document)
    entry_id = str(document.get("id", ""))[:80]
    base = check_unchanged(session, kind, entry_id, base_version)
    if not document or (base is not None and base.document == document):
        raise NothingChanged()
    return _begun(session, EntryDraft(
        kind=kind, entry_id=entry_id, document=document, base=base.document if base else None,
        base_version=base_version, author_id=author_id, why=storable(why).strip()[:200], corrects=corrects,
    ))  # fmt: skip


def begin_withdrawal(
    session: Session, kind: str, entry_id: str, author_id: str, *, base_version: str, why: str, corrects: bool = False
) -> EntryDraft:
    """A draft that takes back what staff added or changed. Raises NothingToWithdraw where only the data file speaks."""
    check_staff(session, author_id)
    base = check_unchanged(session, kind, entry_id, base_version)
    if base is None or base.number == 0:
        raise NothingToWithdraw()
    return _begun(session, EntryDraft(
        kind=kind, entry_id=entry_id, document={}, base=base.document, base_version=base_version,
        author_id=author_id, why=storable(why).strip()[:200], corrects=corrects,
    ))  # fmt: skip


def change_draft(
    session: Session, draft_id: str, author_id: str, document: Document, *, revision: int, why: str | None = None
) -> EntryDraft:
    """What the author has typed since. The id stays what it was."""
    draft = _lock_own(session, draft_id, author_id, revision)
    if draft.withdraws:
        raise NothingChanged()
    draft.document = _storable({**document, "id": draft.entry_id})
    draft.why = draft.why if why is None else storable(why).strip()[:200]
    _was_changed(draft)
    return draft


def bring_up_to_date(session: Session, draft_id: str, author_id: str, *, revision: int) -> list[Change]:
    """Lays the author's changes on the entry as it is now; returns those of the others that they overwrite.

    An entry that was withdrawn meanwhile becomes a new one. A withdrawal is then one of what is in force now.
    """
    draft = _lock_own(session, draft_id, author_id, revision)
    now = current(session, draft.kind, draft.entry_id)
    if (now.version if now else None) == draft.base_version:
        return []
    if draft.withdraws and (now is None or now.number == 0):
        raise NothingToWithdraw()
    if now is None or draft.withdraws:
        draft.base, draft.base_version = (now.document, now.version) if now else (None, None)
        _was_changed(draft)
        return []
    theirs = list(changes(draft.base or {}, now.document))
    mine = list(changes(draft.base or {}, draft.document))
    draft.document = applied(now.document, mine)
    draft.base, draft.base_version = now.document, now.version
    _was_changed(draft)
    return [change for change in theirs if any(touch(change.path, own.path) for own in mine)]


def withdraw(session: Session, draft_id: str, author_id: str, *, revision: int) -> EntryDraft:
    """The author thought better of it; the draft stays on record."""
    draft = _lock_own(session, draft_id, author_id, revision)
    draft.status, draft.decided_by, draft.decided_at = "withdrawn", author_id, utc_now()
    return draft


def open_drafts(session: Session, kind: str | None = None, entry_id: str | None = None) -> Sequence[EntryDraft]:
    """Those that wait for a second person, oldest first; of one entry where it is given."""
    query = select(EntryDraft).filter_by(status="draft").order_by(EntryDraft.created_at, EntryDraft.id)
    if kind is not None:
        query = query.filter_by(kind=kind)
    return session.scalars(query.filter_by(entry_id=entry_id) if entry_id else query).all()


def lock_draft(session: Session, draft_id: str, revision: int) -> EntryDraft:
    """An open draft as it was shown, locked with all open drafts of its entry: two approvals come one by one."""
    draft = session.get(EntryDraft, draft_id)
    if draft is None:
        raise DraftNotFound()
    beside = select(EntryDraft).filter_by(kind=draft.kind, entry_id=draft.entry_id).order_by(EntryDraft.id)
    session.scalars(beside.with_for_update().execution_options(populate_existing=True)).all()
    if draft.status != "draft":
        raise DraftDecided()
    if draft.revision != revision:
        raise DraftChanged()
    return draft


def check_unchanged(
    session: Session, kind: str, entry_id: str, base_version: str | None, base: Document | None = None
) -> Current | None:
    """The entry in force, if it is still the one somebody started from; else EntryChanged with what came between."""
    now = current(session, kind, entry_id)
    if (now.version if now else None) == base_version:
        return now
    seen = base or seen_as(session, kind, entry_id, base_version)
    changed = tuple(changes(seen, now.document if now else {}))
    raise EntryChanged(steps_since(session, kind, entry_id, base_version), changed)


def seen_as(session: Session, kind: str, entry_id: str, version: str | None) -> Document:
    """The entry as somebody saw it who started from a version; empty where that one is on no record."""
    known = (v.document for v in versions(session, kind, entry_id) if v.version == version)
    return next(known, {}) if version else {}


def check_staff(session: Session, counselor_id: str) -> None:
    counselor = session.get(Counselor, counselor_id)
    if counselor is None or not counselor.active:
        raise MayNotEdit()


def _begun(session: Session, draft: EntryDraft) -> EntryDraft:
    session.add(draft)
    session.flush()
    return draft


def _lock_own(session: Session, draft_id: str, author_id: str, revision: int) -> EntryDraft:
    check_staff(session, author_id)
    draft = lock_draft(session, draft_id, revision)
    if draft.author_id != author_id:
        raise NotTheAuthor()
    return draft


def _was_changed(draft: EntryDraft) -> None:
    draft.revision += 1
    draft.changed_at = utc_now()


def _storable(value: Any) -> Any:
    """Texts as databases take them, without blanks at their ends."""
    match value:
        case str():
            return storable(value).strip()
        case list():
            return [_storable(item) for item in value]
        case dict():
            return {name: _storable(item) for name, item in value.items()}
        case _:
            return value
