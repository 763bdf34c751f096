"""The list of entries, and the page of one."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from handoff.console.access import Staff
from handoff.console.frame import frame
from handoff.console.knowledge import choices
from handoff.console.knowledge.entry_view import entry_view
from handoff.console.knowledge.listing import STATES, Wanted, listed
from handoff.console.pages import page
from handoff.console.route import ConsoleRoute
from handoff.db import transaction
from handoff.knowledge.entries import edited_entries, overtaken
from handoff.knowledge.tables import Kind
from handoff.staff.sessions import SignedIn

router = APIRouter(route_class=ConsoleRoute)

PAGE = 50
Text = Annotated[str, Query(max_length=100)]


@router.get("/console/knowledge")
def show_list(
    me: Staff, q: Text = "", kind: Text = "", field: Text = "", region: Text = "", state: Text = "",
    offset: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> Response:  # fmt: skip
    wanted = Wanted(q, kind, field, region, state)
    with transaction() as session:
        found, around = listed(session, wanted), knowledge_frame(session, me, "entries")
        export: dict[str, Any] = {
            "edited": len(edited_entries(session)),
            "overtaken": [row.entry_id for row in overtaken(session)],
        }
    offers: dict[str, Any] = {
        "kinds_of_entry": choices.KINDS,
        "fields": _all_fields(),
        "regions": _all_regions(),
        "states": STATES,
    }
    more = offset + PAGE if len(found) > offset + PAGE else None
    rows = found[offset : offset + PAGE]
    return page(
        "knowledge/list.html", wanted=wanted, rows=rows, all=len(found), more=more, **offers, **export, **around
    )


@router.get("/console/knowledge/entry/{kind}/{entry_id}")
def show_entry(me: Staff, kind: Kind, entry_id: str) -> Response:
    with transaction() as session:
        view, around = entry_view(session, kind, entry_id), knowledge_frame(session, me, "entries")
    return page("knowledge/entry.html", view=view, **around)


def knowledge_frame(session: Session, me: SignedIn, part: str) -> dict[str, Any]:
    """What stands around these pages; `part` is the one that is marked as open."""
    return {**frame(session, me, "knowledge"), "part": part}


def _all_fields() -> dict[str, str]:
    return {name: name for name in [*choices.fields(), *choices.DESK_KINDS.values()]}


def _all_regions() -> dict[str, str]:
    return {name: name for name in [*choices.regions().values(), *choices.PLACES.values()]}
