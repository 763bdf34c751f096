"""Drafts: the list, the page on which a second person decides, and the form in which the author goes on."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from handoff.console.access import ChangingStaff, Staff
from handoff.console.acting import done
from handoff.console.errors import FormNotValid, korean
from handoff.console.knowledge.draft_view import STATUSES, draft_rows, draft_view
from handoff.console.knowledge.edit import form_page, may_not_be_saved
from handoff.console.knowledge.editing import Editing, check
from handoff.console.knowledge.form import Given, read
from handoff.console.knowledge.pages import knowledge_frame
from handoff.console.knowledge.sent import Sent, number, one
from handoff.console.pages import page
from handoff.console.route import ConsoleRoute
from handoff.db import transaction
from handoff.knowledge import approve as deciding
from handoff.knowledge import drafts
from handoff.knowledge.drafts import DraftChanged, DraftDecided, DraftNotFound, NotTheAuthor
from handoff.knowledge.tables import EntryDraft
from handoff.staff.sessions import SignedIn

router = APIRouter(route_class=ConsoleRoute)


@router.get("/console/knowledge/drafts")
def show_drafts(me: Staff) -> Response:
    with transaction() as session:
        (waiting, decided), around = draft_rows(session, me), knowledge_frame(session, me, "drafts")
    return page("knowledge/drafts.html", waiting=waiting, decided=decided, statuses=STATUSES, **around)


@router.get("/console/knowledge/drafts/{draft_id}")
def show_draft(me: Staff, draft_id: str) -> Response:
    with transaction() as session:
        view, around = draft_view(session, draft_id, me), knowledge_frame(session, me, "drafts")
    return page("knowledge/draft.html", view=view, statuses=STATUSES, **around)


@router.post("/console/knowledge/drafts/{draft_id}/approve")
def approve(request: Request, me: ChangingStaff, draft_id: str, given: Sent) -> Response:
    with transaction() as session:
        version = deciding.approve(session, draft_id, me.id, revision=number(given, "revision"))
    return done(request, f"/console/knowledge/entry/{version.kind}/{version.entry_id}")


@router.post("/console/knowledge/drafts/{draft_id}/approve-part")
def approve_part(request: Request, me: ChangingStaff, draft_id: str, given: Sent) -> Response:
    """What is right comes into force; what is wrong stays on this page."""
    with transaction() as session:
        deciding.approve_right_part(session, draft_id, me.id, revision=number(given, "revision"))
    return done(request, f"/console/knowledge/drafts/{draft_id}", stay=True)


@router.post("/console/knowledge/drafts/{draft_id}/reject")
def reject(request: Request, me: ChangingStaff, draft_id: str, given: Sent) -> Response:
    reason = one(given, "reason")
    if not reason:
        raise FormNotValid()
    with transaction() as session:
        deciding.reject(session, draft_id, me.id, reason, revision=number(given, "revision"))
    return done(request, f"/console/knowledge/drafts/{draft_id}", stay=True)


@router.post("/console/knowledge/drafts/{draft_id}/withdraw")
def withdraw(request: Request, me: ChangingStaff, draft_id: str, given: Sent) -> Response:
    with transaction() as session:
        drafts.withdraw(session, draft_id, me.id, revision=number(given, "revision"))
    return done(request, f"/console/knowledge/drafts/{draft_id}", stay=True)


@router.post("/console/knowledge/drafts/{draft_id}/update")
def update(request: Request, me: ChangingStaff, draft_id: str, given: Sent) -> Response:
    """Lays the author's changes on what others have put in force; the form shows what came of it."""
    with transaction() as session:
        drafts.bring_up_to_date(session, draft_id, me.id, revision=number(given, "revision"))
        withdraws = session.get_one(EntryDraft, draft_id).withdraws
    page_of_draft = f"/console/knowledge/drafts/{draft_id}"
    return done(request, page_of_draft, stay=True) if withdraws else done(request, f"{page_of_draft}/edit")


@router.get("/console/knowledge/drafts/{draft_id}/edit")
def show_edit_draft(me: Staff, draft_id: str) -> Response:
    with transaction() as session:
        draft = _own(session, draft_id, me)
        return form_page(session, me, _as_it_is(draft), draft=draft)


@router.post("/console/knowledge/drafts/{draft_id}/edit")
def save_draft(me: ChangingStaff, draft_id: str, given: Sent) -> Response:
    with transaction() as session:
        draft = _own(session, draft_id, me)
        editing = _typed(draft, given)
        if may_not_be_saved(editing, given):
            return form_page(session, me, replace(editing, why_missing=not editing.why), 422, draft=draft)
        revision = number(given, "revision")
        try:
            drafts.change_draft(session, draft_id, me.id, editing.document, revision=revision, why=editing.why)
        except DraftChanged as error:  # a part of it was approved meanwhile: nothing typed is lost
            again = replace(editing, revision=draft.revision, message=korean(error))
            return form_page(session, me, again, 409, draft=draft)
    return RedirectResponse(f"/console/knowledge/drafts/{draft_id}", status_code=303)


def _own(session: Session, draft_id: str, me: SignedIn) -> EntryDraft:
    draft = session.get(EntryDraft, draft_id)
    if draft is None:
        raise DraftNotFound()
    if draft.author_id != me.id:
        raise NotTheAuthor()
    if draft.status != "draft":
        raise DraftDecided()
    if draft.withdraws:  # nothing to type: it is approved, rejected or taken back
        raise DraftNotFound()
    return draft


def _as_it_is(draft: EntryDraft) -> Editing:
    return _editing(draft, draft.document, draft.why, draft.revision)


def _typed(draft: EntryDraft, given: Given) -> Editing:
    document = {**read(draft.kind, given, draft.base or {}), "id": draft.entry_id}
    return _editing(draft, document, one(given, "why"), number(given, "revision"))


def _editing(draft: EntryDraft, document: dict[str, object], why: str, revision: int) -> Editing:
    found = check(draft.kind, draft.entry_id, document)
    return Editing(draft.kind, document, draft.base_version, why, draft.corrects, revision, found)
