"""Everything the page of one draft shows: what it changes, what is wrong with it, what may be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff.console.knowledge.differences import Difference, differences
from handoff.console.knowledge.editing import Overtaken, check, overtake
from handoff.console.knowledge.entry_view import today_here
from handoff.console.knowledge.preview import Said, said_texts
from handoff.knowledge.check_edit import Flaw, right_part
from handoff.knowledge.diff import changes
from handoff.knowledge.drafts import DraftNotFound, check_unchanged, open_drafts
from handoff.knowledge.entries import current
from handoff.knowledge.files import Document, file_document
from handoff.knowledge.history import EntryChanged
from handoff.knowledge.tables import EntryDraft
from handoff.staff.counselors import names_of
from handoff.staff.sessions import SignedIn

STATUSES = {"draft": "승인을 기다림", "approved": "승인됨", "rejected": "반려됨", "withdrawn": "거둠"}
_DECIDED = 30  # of the last decided ones the list shows so many


@dataclass(frozen=True)
class DraftView:
    """`left_out` are the changes that a partial approval would leave; None where nothing could be taken."""

    draft: EntryDraft
    name: str
    author: str
    decided_by: str
    mine: bool
    open: bool
    differences: Sequence[Difference]
    flaws: Sequence[Flaw]
    left_out: Sequence[Difference] | None
    texts: Sequence[Said]
    overtaken: Overtaken | None
    in_files: bool


@dataclass(frozen=True)
class DraftRow:
    draft: EntryDraft
    name: str
    author: str
    decided_by: str
    mine: bool
    fields: Sequence[str]


def draft_view(session: Session, draft_id: str, me: SignedIn) -> DraftView:
    draft = session.get(EntryDraft, draft_id)
    if draft is None:
        raise DraftNotFound()
    names = names_of(session, [draft.author_id, draft.decided_by])
    is_open = draft.status == "draft"
    found = check(draft.kind, draft.entry_id, draft.document) if is_open and not draft.withdraws else []
    return DraftView(
        draft=draft, name=_name(draft), author=names.get(draft.author_id, ""),
        decided_by=names.get(draft.decided_by or "", ""), mine=draft.author_id == me.id, open=is_open,
        differences=_differences(draft), flaws=found,
        left_out=_left_out(draft) if found else None, texts=_changed_texts(draft),
        overtaken=_overtaken(session, draft) if is_open else None,
        in_files=file_document(draft.kind, draft.entry_id) is not None,
    )  # fmt: skip


def draft_rows(session: Session, me: SignedIn) -> tuple[list[DraftRow], list[DraftRow]]:
    """Those that wait, oldest first, and those decided last."""
    decided = select(EntryDraft).where(EntryDraft.status != "draft").order_by(EntryDraft.decided_at.desc())
    return _rows(session, open_drafts(session), me), _rows(session, session.scalars(decided.limit(_DECIDED)).all(), me)


def _rows(session: Session, drafts: Sequence[EntryDraft], me: SignedIn) -> list[DraftRow]:
    names = names_of(session, [who for draft in drafts for who in (draft.author_id, draft.decided_by)])
    return [
        DraftRow(
            draft, _name(draft), names.get(draft.author_id, ""), names.get(draft.decided_by or "", ""),
            draft.author_id == me.id, [row.field for row in _differences(draft)],
        )
        for draft in drafts
    ]  # fmt: skip


def _name(draft: EntryDraft) -> str:
    return str((draft.document or draft.base or {}).get("name") or draft.entry_id)


def _result(draft: EntryDraft) -> Document:
    """What would be in force; of a withdrawal what the data file says."""
    return draft.document or file_document(draft.kind, draft.entry_id) or {}


def _differences(draft: EntryDraft) -> list[Difference]:
    """None for an entry that would be there no more."""
    result = _result(draft)
    return differences(changes(draft.base or {}, result)) if result else []


def _left_out(draft: EntryDraft) -> list[Difference] | None:
    document, left_out = right_part(draft.kind, draft.entry_id, draft.base, draft.document)
    return differences(left_out) if document is not None else None


def _changed_texts(draft: EntryDraft) -> list[Said]:
    """What residents would be sent another way than before."""
    before = {said.aspect: said.text for said in said_texts(draft.kind, draft.base or {}, today_here())}
    after = said_texts(draft.kind, _result(draft), today_here())
    return [said for said in after if said.own and said.text != before.get(said.aspect)]


def _overtaken(session: Session, draft: EntryDraft) -> Overtaken | None:
    try:
        check_unchanged(session, draft.kind, draft.entry_id, draft.base_version, draft.base)
    except EntryChanged as changed:
        now = current(session, draft.kind, draft.entry_id)
        return overtake(session, changed, draft.base or {}, draft.document, now.document if now else {})[0]
    return None
