"""Everything the page of one entry shows, read in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from bot.knowledge.figures import in_force, value_names, written
from bot.knowledge.parameters import parameters
from bot.knowledge.program import Program
from handoff.cases.hours import SEOUL
from handoff.console.knowledge import choices
from handoff.console.knowledge.age import as_of, why_old
from handoff.console.knowledge.differences import said
from handoff.console.knowledge.preview import Said, said_texts
from handoff.console.knowledge.steps import ShownStep, shown_steps
from handoff.db import utc_now
from handoff.knowledge.drafts import open_drafts
from handoff.knowledge.entries import EntryNotFound, current, last_known
from handoff.knowledge.files import Document, file_document
from handoff.knowledge.history import history
from handoff.knowledge.tables import EntryDraft
from handoff.knowledge.words import FIELDS
from handoff.staff.counselors import names_of

_SHORT = (
    "serv_id", "unit", "kind", "units", "phones", "address", "hours", "hours_note", "ways", "languages", "dongs",
    "legal_dongs", "aliases", "life_stages", "households", "themes",
)  # fmt: skip


class FigureLine(NamedTuple):
    """A figure as it is said today: "monthly_max", "value", "334,810원", since 2026, from which notice."""

    name: str
    said: str
    since: str
    source: str
    old: bool


@dataclass(frozen=True)
class EntryView:
    kind: str
    id: str
    document: Document
    version: str
    number: int
    tags: Sequence[str]
    as_of: date | None
    old: Sequence[str]
    short: Sequence[tuple[str, str]]
    descriptions: Sequence[str]
    texts: Sequence[Said]
    figures: Sequence[FigureLine]
    steps: Sequence[ShownStep]
    drafts: Sequence[tuple[EntryDraft, str]]
    withdrawn: bool  # shown as it was before
    in_files: bool


def entry_view(session: Session, kind: str, entry_id: str) -> EntryView:
    entry = last_known(session, kind, entry_id)
    if entry is None:
        raise EntryNotFound()
    document, today = entry.document, today_here()
    drafts = open_drafts(session, kind, entry_id)
    names = names_of(session, [draft.author_id for draft in drafts])
    return EntryView(
        kind=kind, id=entry_id, document=document, version=entry.version, number=entry.number,
        tags=tuple(_tags(kind, document)), as_of=as_of(kind, document), old=why_old(kind, document, today),
        short=[(FIELDS[name], said((name,), document[name])) for name in _SHORT if document.get(name)],
        descriptions=document.get("descriptions", ()), texts=said_texts(kind, document, today), figures=list(_figures(kind, document, today)),
        steps=shown_steps(session, history(session, kind, entry_id)),
        drafts=[(draft, names.get(draft.author_id, "")) for draft in drafts],
        withdrawn=current(session, kind, entry_id) is None, in_files=file_document(kind, entry_id) is not None,
    )  # fmt: skip


def today_here() -> date:
    return utc_now().astimezone(SEOUL).date()


def _tags(kind: str, document: Document) -> Iterator[str]:
    yield choices.KINDS[kind]
    if kind == "program":
        yield document["field"]
        yield document["region"] or choices.NATIONAL
        if document.get("status", "active") != "active":
            yield choices.STATUSES[document["status"]]
    else:
        yield choices.PLACES[document["office"]]


def _figures(kind: str, document: Document, today: date) -> Iterator[FigureLine]:
    if kind != "program":
        return
    program = Program.from_data(document)
    sources: Mapping[str, Mapping[str, Any]] = {**parameters().references, **document["references"]}
    for name, rows in program.amounts.items():
        row = in_force(rows, today)
        values = [value for value in row if value in value_names(row) and value != "percent"]
        told = "\n".join(
            f"{value} {written(row, value)}" if value != "value" else written(row, value) for value in values
        )
        since, source = str(row.get("year") or row.get("from")), sources.get(row["reference"], {})
        yield FigureLine(name, told, since, source.get("title", ""), row.get("year", today.year) < today.year)
