"""접수함, 내 상담, 전체, 종결, and the search for a 상담번호."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import RedirectResponse

from handoff.console import listing
from handoff.console.access import ChangingStaff, Staff
from handoff.console.frame import frame
from handoff.console.pages import page
from handoff.console.route import ConsoleRoute
from handoff.console.rows import Row
from handoff.db import transaction

router = APIRouter(route_class=ConsoleRoute)

Offset = Annotated[int, Query(ge=0, le=100_000)]


@router.get("/console")
def without_slash() -> Response:
    return RedirectResponse("/console/")


@router.get("/console/")
def show_queue(me: Staff) -> Response:
    with transaction() as session:
        found, around = listing.waiting_rows(session), frame(session, me, "waiting")
    return page("queue.html", rows=found, **around)


@router.get("/console/mine")
def show_own(me: Staff) -> Response:
    with transaction() as session:
        found, around = listing.own_rows(session, me.id), frame(session, me, "mine")
    return page("list.html", rows=found, more=None, **around)


@router.get("/console/all")
def show_open(me: Staff, offset: Offset = 0) -> Response:
    with transaction() as session:
        found, around = listing.open_rows(session, offset), frame(session, me, "all")
    return page("list.html", **_paged(found, offset), **around)


@router.get("/console/closed")
def show_closed(me: Staff, offset: Offset = 0) -> Response:
    with transaction() as session:
        found, around = listing.closed_rows(session, offset), frame(session, me, "closed")
    return page("list.html", **_paged(found, offset), **around)


@router.post("/console/search")
def search(me: ChangingStaff, number: Annotated[str, Form()] = "") -> Response:
    """By POST, so that a name typed into the field stands in no address and no log. One found is opened at once."""
    with transaction() as session:
        found, around = listing.find_rows(session, number), frame(session, me, "search")
    if len(found) == 1:
        return RedirectResponse(f"/console/cases/{found[0].case.id}", status_code=303)
    return page("list.html", rows=found, more=None, **around)


def _paged(found: list[Row], offset: int) -> dict[str, Any]:
    more = offset + listing.PAGE if len(found) > listing.PAGE else None
    return {"rows": found[: listing.PAGE], "more": more}
