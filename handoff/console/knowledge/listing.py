"""Which entries the list holds: everything in force, narrowed by what somebody looks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.korean.normalize import squeeze
from handoff.cases.hours import SEOUL
from handoff.console.knowledge import choices
from handoff.console.knowledge.age import as_of, why_old
from handoff.db import utc_now
from handoff.knowledge.drafts import open_drafts
from handoff.knowledge.entries import Current, all_current, all_withdrawn
from handoff.knowledge.files import Document
from handoff.knowledge.tables import KINDS

STATES = {
    "draft": "초안이 기다림",
    "old": "다시 볼 때가 됨",
    "edited": "콘솔에서 고침",
    "ended": "시행 중이 아님",
    "withdrawn": "거둔 항목",
}


class Wanted(NamedTuple):
    """What somebody looks for; empty: anything."""

    q: str = ""
    kind: str = ""
    field: str = ""
    region: str = ""
    state: str = ""


@dataclass(frozen=True)
class Listed:
    """One row; `states` are those of STATES that are true of it."""

    kind: str
    id: str
    name: str
    field: str
    region: str
    as_of: date | None
    drafts: int
    old: tuple[str, ...]
    states: frozenset[str]
    status: str


def listed(session: Session, wanted: Wanted) -> list[Listed]:
    """The best fitting name first, else by name."""
    drafts = Counter((draft.kind, draft.entry_id) for draft in open_drafts(session))
    today, looked_for = utc_now().astimezone(SEOUL).date(), squeeze(wanted.q)
    found = []
    for entry in _all(session, wanted.kind, withdrawn=wanted.state == "withdrawn"):
        place = _place(looked_for, entry.kind, entry.document)
        row = _row(entry, drafts[entry.kind, entry.id], today)
        if place is not None and _fits(row, wanted):
            found.append((place, row))
    return [row for _, row in sorted(found, key=lambda pair: (pair[0], pair[1].name, pair[1].id))]


def _all(session: Session, kind: str, withdrawn: bool) -> Iterator[Current]:
    """All in force; those withdrawn only for who asks for them."""
    for each in KINDS:
        if kind in ("", each):
            yield from all_withdrawn(session, each) if withdrawn else all_current(session, each).values()


def _row(entry: Current, drafts: int, today: date) -> Listed:
    document, kind = entry.document, entry.kind
    program = kind == "program"
    status = document.get("status", "active") if program else "active"
    old = tuple(why_old(kind, document, today))
    states = {"draft": drafts > 0, "old": bool(old), "edited": entry.number > 0, "ended": status != "active"}
    return Listed(
        kind=kind, id=entry.id, name=document["name"], as_of=as_of(kind, document), drafts=drafts, old=old,
        field=document["field"] if program else choices.DESK_KINDS[document.get("kind", "department")],
        region=(document["region"] or choices.NATIONAL) if program else choices.PLACES[document["office"]],
        states=frozenset(state for state, true in states.items() if true), status=choices.STATUSES[status],
    )  # fmt: skip


def _fits(row: Listed, wanted: Wanted) -> bool:
    return (
        wanted.field in ("", row.field)
        and wanted.region in ("", row.region)
        and (wanted.state in ("", "withdrawn") or wanted.state in row.states)
    )


def _place(looked_for: str, kind: str, document: Document) -> int | None:
    """How well a name fits; None where the text stands nowhere. Phone numbers are found with and without hyphens."""
    name = squeeze(document["name"])
    if not looked_for or name == looked_for:
        return 0
    if looked_for in name:
        return 1 if name.startswith(looked_for) else 2
    phones = document["phones"] if kind == "desk" else [contact["phone"] for contact in document["contacts"]]
    others = [document["id"], *document.get("aliases", ()), *document.get("dongs", ()), *phones]
    return 3 if any(looked_for in squeeze(other) for other in others) else None
