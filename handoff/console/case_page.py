"""상담 화면: the thread of one case and what stands beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import JSONResponse

from handoff.cases.case import get_case
from handoff.cases.hours import SEOUL, office_hours
from handoff.console.access import ChangingStaff, Staff
from handoff.console.case_view import case_view
from handoff.console.frame import frame
from handoff.console.pages import page
from handoff.console.preview import preview
from handoff.console.route import ConsoleRoute
from handoff.console.side import all_desks
from handoff.db import transaction, utc_now
from handoff.people.tables import Conversation

router = APIRouter(route_class=ConsoleRoute)


@router.get("/console/cases/{case_id}")
def show_case(me: Staff, case_id: str, before: Annotated[int | None, Query(ge=1)] = None) -> Response:
    with transaction() as session:
        view = case_view(session, case_id, me, before)
        around = frame(session, me, "case")
    choices: dict[str, Any] = {"desks": all_desks(), "snooze_until": _next_morning()}
    return page("case.html", view=view, before=before, **choices, **around)


@router.post("/console/cases/{case_id}/preview")
def show_preview(me: ChangingStaff, case_id: str, text: Annotated[str, Form()] = "") -> Response:
    """How a reply would go out, while it is typed; it is not kept."""
    with transaction() as session:
        conversation = session.get_one(Conversation, get_case(session, case_id).conversation_id)
    return JSONResponse(preview(text, conversation.channel, protected=conversation.protected)._asdict())


def _next_morning() -> datetime:
    """When a case is snoozed until unless something else is chosen: the opening of the next business day."""
    hours = office_hours()
    return datetime.combine(hours.next_business_day(utc_now().astimezone(SEOUL).date()), hours.opens, SEOUL)
