"""The form of an entry: previewed and checked while it is typed, then saved as a draft for a second person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy.orm import Session

from handoff.console.access import ChangingStaff, Staff
from handoff.console.acting import done
from handoff.console.errors import FormNotValid, korean
from handoff.console.knowledge.editing import Editing, carried, check, seen
from handoff.console.knowledge.entry_view import today_here
from handoff.console.knowledge.form import Given, read
from handoff.console.knowledge.pages import knowledge_frame
from handoff.console.knowledge.preview import said_texts
from handoff.console.knowledge.sent import Sent, one
from handoff.console.pages import page
from handoff.console.route import ConsoleRoute
from handoff.db import transaction
from handoff.knowledge.drafts import NothingChanged, begin_draft, begin_withdrawal, check_unchanged, open_drafts
from handoff.knowledge.entries import Current, EntryNotFound, current, last_known
from handoff.knowledge.history import EntryChanged
from handoff.knowledge.tables import Kind
from handoff.staff.sessions import SignedIn

router = APIRouter(route_class=ConsoleRoute)


@router.get("/console/knowledge/new/{kind}")
def show_new(me: Staff, kind: Kind) -> Response:
    document = {"assured_date": today_here().isoformat()} if kind == "program" else {}
    with transaction() as session:
        return form_page(session, me, Editing(kind, document, None))


@router.post("/console/knowledge/new/{kind}")
def save_new(me: ChangingStaff, kind: Kind, given: Sent) -> Response:
    with transaction() as session:
        return _save(session, me, _typed(session, kind, one(given, "id"), given), given)


@router.get("/console/knowledge/entry/{kind}/{entry_id}/edit")
def show_edit(me: Staff, kind: Kind, entry_id: str) -> Response:
    with transaction() as session:
        entry = _known(session, kind, entry_id)
        in_force = current(session, kind, entry_id)
        return form_page(session, me, Editing(kind, entry.document, in_force.version if in_force else None))


@router.post("/console/knowledge/entry/{kind}/{entry_id}/edit")
def save_edit(me: ChangingStaff, kind: Kind, entry_id: str, given: Sent) -> Response:
    with transaction() as session:
        _known(session, kind, entry_id)
        return _save(session, me, _typed(session, kind, entry_id, given), given)


@router.post("/console/knowledge/entry/{kind}/{entry_id}/withdraw")
def withdraw(request: Request, me: ChangingStaff, kind: Kind, entry_id: str, given: Sent) -> Response:
    """A draft that takes back what staff added or changed; a second person decides on it as on every other."""
    why = one(given, "why")
    if not why:
        raise FormNotValid()
    with transaction() as session:
        draft = begin_withdrawal(
            session, kind, entry_id, me.id,
            base_version=one(given, "base_version"), why=why, corrects=bool(one(given, "corrects")),
        )  # fmt: skip
    return done(request, f"/console/knowledge/drafts/{draft.id}")


@router.post("/console/knowledge/preview/{kind}")
def show_preview(me: ChangingStaff, kind: Kind, given: Sent) -> Response:
    """What residents would be sent, and what is wrong, of an entry as far as it is typed; nothing of it is kept."""
    with transaction() as session:
        editing = _typed(session, kind, one(given, "id"), given)
    texts = [said._asdict() for said in said_texts(kind, editing.document, today_here())]
    flaws = [{"place": editing.anchor(flaw), "text": str(flaw)} for flaw in editing.flaws]
    return JSONResponse({"texts": texts, "flaws": flaws})


def form_page(session: Session, me: SignedIn, editing: Editing, status: int = 200, **more: Any) -> Response:
    """The form with what was typed, beside what is in force by now; `draft` where one is changed."""
    entry_id = str(editing.document.get("id", "")) if editing.base_version else ""
    now = current(session, editing.kind, entry_id) if entry_id else None
    drafts = open_drafts(session, editing.kind, entry_id) if entry_id else []
    own = next((draft for draft in drafts if draft.author_id == me.id), None)
    context: dict[str, Any] = {"draft": None, "own_draft": own, "in_force": now.version if now else "", **more}
    return page("knowledge/edit.html", status, editing=editing, **context, **knowledge_frame(session, me, "entries"))


def may_not_be_saved(editing: Editing, given: Given) -> bool:
    """A draft may be wrong where its author says so; without a reason, or under a wrong id, none is kept."""
    wrong_id = editing.base_version is None and any(flaw.where == ("id",) for flaw in editing.flaws)
    return not editing.why or wrong_id or (bool(editing.flaws) and not one(given, "anyway"))


def _known(session: Session, kind: Kind, entry_id: str) -> Current:
    """One that was withdrawn as well: its form opens with what it was, and is not refused what is typed in it."""
    entry = last_known(session, kind, entry_id)
    if entry is None:
        raise EntryNotFound()
    return entry


def _typed(session: Session, kind: Kind, entry_id: str, given: Given) -> Editing:
    version = one(given, "base_version") or None
    document = {**read(kind, given, seen(session, kind, entry_id, version)), "id": entry_id}
    taken = version is None and current(session, kind, entry_id) is not None
    why, corrects = one(given, "why"), bool(one(given, "corrects"))
    return Editing(kind, document, version, why, corrects, flaws=check(kind, entry_id, document, taken=taken))


def _save(session: Session, me: SignedIn, editing: Editing, given: Given) -> Response:
    kind, entry_id, version = editing.kind, editing.document["id"], editing.base_version
    try:
        if version is not None:
            check_unchanged(session, kind, entry_id, version)
        if may_not_be_saved(editing, given):
            return form_page(session, me, replace(editing, why_missing=not editing.why), 422)
        draft = begin_draft(
            session, kind, editing.document, me.id, base_version=version, why=editing.why, corrects=editing.corrects
        )
    except EntryChanged as changed:
        base = seen(session, kind, entry_id, version)
        return form_page(session, me, carried(session, changed, editing, base), 409)
    except NothingChanged as error:
        return form_page(session, me, replace(editing, message=korean(error)), 422)
    return RedirectResponse(f"/console/knowledge/drafts/{draft.id}", status_code=303)
