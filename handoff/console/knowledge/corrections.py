"""바로잡기: who was told something wrong, and the texts that a person sends them, one by one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import JSONResponse

from handoff.cases.correction import send_correction
from handoff.console.access import ChangingStaff, Staff
from handoff.console.acting import done
from handoff.console.knowledge.correction_view import STATUSES, corrections_rows, corrections_view
from handoff.console.knowledge.pages import knowledge_frame
from handoff.console.pages import page
from handoff.console.preview import preview
from handoff.console.route import ConsoleRoute
from handoff.db import transaction
from handoff.knowledge.corrections import CorrectionNotFound, draft_corrections, drop
from handoff.knowledge.tables import Correction
from handoff.people.tables import Conversation

router = APIRouter(route_class=ConsoleRoute)

Text = Annotated[str, Form(max_length=4000)]


@router.get("/console/knowledge/corrections")
def show_all(me: Staff) -> Response:
    with transaction() as session:
        found, around = corrections_rows(session), knowledge_frame(session, me, "corrections")
    return page("knowledge/corrections_list.html", rows=found, **around)


@router.get("/console/knowledge/corrections/of/{entry_version_id}")
def show(me: Staff, entry_version_id: str) -> Response:
    with transaction() as session:
        view, around = corrections_view(session, entry_version_id, me), knowledge_frame(session, me, "corrections")
    return page("knowledge/corrections.html", view=view, statuses=STATUSES, **around)


@router.post("/console/knowledge/corrections/of/{entry_version_id}")
def prepare(request: Request, me: ChangingStaff, entry_version_id: str) -> Response:
    """A text for everybody who has none yet."""
    with transaction() as session:
        draft_corrections(session, entry_version_id)
    return done(request, f"/console/knowledge/corrections/of/{entry_version_id}", stay=True)


@router.post("/console/knowledge/corrections/{correction_id}/send")
def send(request: Request, me: ChangingStaff, correction_id: str, text: Text = "") -> Response:
    with transaction() as session:
        send_correction(session, correction_id, me.id, text.replace("\r\n", "\n"))
        version_id = session.get_one(Correction, correction_id).entry_version_id
    return done(request, f"/console/knowledge/corrections/of/{version_id}", stay=True)


@router.post("/console/knowledge/corrections/{correction_id}/drop")
def leave_out(request: Request, me: ChangingStaff, correction_id: str) -> Response:
    with transaction() as session:
        version_id = drop(session, correction_id, me.id).entry_version_id
    return done(request, f"/console/knowledge/corrections/of/{version_id}", stay=True)


@router.post("/console/knowledge/corrections/{correction_id}/preview")
def show_preview(me: ChangingStaff, correction_id: str, text: Text = "") -> Response:
    with transaction() as session:
        correction = session.get(Correction, correction_id)
        if correction is None:
            raise CorrectionNotFound()
        channel = session.get_one(Conversation, correction.conversation_id).channel
    return JSONResponse(preview(text, channel, protected=False)._asdict())
