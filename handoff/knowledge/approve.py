"""A second person looks at a draft: approved it is in force, whole or as far as it is right; or it is rejected."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.korean.normalize import storable
from handoff.db import utc_now
from handoff.errors import HandoffError
from handoff.knowledge.check_edit import Flaw, flaws, right_part
from handoff.knowledge.corrections import draft_corrections
from handoff.knowledge.drafts import check_staff, check_unchanged, lock_draft
from handoff.knowledge.entries import Current, fingerprint
from handoff.knowledge.files import Document
from handoff.knowledge.history import versions
from handoff.knowledge.tables import EntryDraft, EntryVersion


class ApprovedByAuthor(HandoffError):
    """A draft is decided on by a second person, not by its author."""

    code = "approved_by_author"
    http_status = 403


class DraftWrong(HandoffError):
    """The draft is not right yet."""

    code = "draft_wrong"
    http_status = 422

    def __init__(self, found: list[Flaw]):
        super().__init__("; ".join(map(str, found)))
        self.flaws = found


def approve(session: Session, draft_id: str, approver_id: str, *, revision: int) -> EntryVersion:
    """In force from now on; call `publish` when the transaction is through.

    Raises DraftWrong with every flaw, EntryChanged where another version came into force since the draft began.
    """
    draft, now = _lock(session, draft_id, approver_id, revision)
    if not draft.withdraws and (found := flaws(draft.kind, draft.entry_id, draft.document)):
        raise DraftWrong(found)
    _decide(draft, "approved", approver_id)
    return _put_in_force(session, draft, now, draft.document, approver_id)


def approve_right_part(
    session: Session, draft_id: str, approver_id: str, *, revision: int
) -> tuple[EntryVersion, list[Flaw]]:
    """Takes what is right of a draft that is wrong in part; the rest stays a draft, on top of what was taken.

    Returns what is wrong with the rest. Raises DraftWrong where nothing can be taken.
    """
    draft, now = _lock(session, draft_id, approver_id, revision)
    if draft.withdraws:
        return approve(session, draft_id, approver_id, revision=revision), []
    found = flaws(draft.kind, draft.entry_id, draft.document)
    document, _ = right_part(draft.kind, draft.entry_id, draft.base, draft.document)
    if document is None:
        raise DraftWrong(found)
    taken = _put_in_force(session, draft, now, document, approver_id)
    if found:
        draft.base, draft.base_version = taken.document, taken.version
        draft.revision, draft.changed_at = draft.revision + 1, utc_now()
    else:
        _decide(draft, "approved", approver_id)
    return taken, found


def reject(session: Session, draft_id: str, approver_id: str, reason: str, *, revision: int) -> EntryDraft:
    """Refused, with the reason for its author to read."""
    check_staff(session, approver_id)
    draft = lock_draft(session, draft_id, revision)
    if draft.author_id == approver_id:
        raise ApprovedByAuthor()
    _decide(draft, "rejected", approver_id)
    draft.refusal = storable(reason).strip()[:200]
    return draft


def _lock(session: Session, draft_id: str, approver_id: str, revision: int) -> tuple[EntryDraft, Current | None]:
    check_staff(session, approver_id)
    draft = lock_draft(session, draft_id, revision)
    if draft.author_id == approver_id:
        raise ApprovedByAuthor()
    return draft, check_unchanged(session, draft.kind, draft.entry_id, draft.base_version, draft.base)


def _put_in_force(
    session: Session, draft: EntryDraft, now: Current | None, document: Document, approver_id: str
) -> EntryVersion:
    entry = {"kind": draft.kind, "entry_id": draft.entry_id}
    kept = versions(session, draft.kind, draft.entry_id)
    number = kept[-1].number + 1 if kept else 0 if now else 1
    if now is not None and now.number == 0:  # the data file speaks: at the first change, and after a withdrawal
        session.add(EntryVersion(
            **entry, number=number, version=now.version, document=now.document, published_at=utc_now(),
        ))  # fmt: skip
        number += 1
    version = EntryVersion(
        **entry, number=number, version=fingerprint(document), document=document,
        author_id=draft.author_id, approved_by=approver_id, why=draft.why, corrects=draft.corrects,
    )  # fmt: skip
    session.add(version)
    session.flush()
    if version.corrects:
        draft_corrections(session, version.id)
    return version


def _decide(draft: EntryDraft, status: str, approver_id: str) -> None:
    draft.status, draft.decided_by, draft.decided_at = status, approver_id, utc_now()
