"""What the form of an entry shows: what was typed, what is wrong with it and where, what others changed meanwhile."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from handoff.console.knowledge.choices import CODES
from handoff.console.knowledge.differences import Difference, differences
from handoff.console.knowledge.fields import Field, Section, all_fields, sections
from handoff.console.knowledge.form import typed, typed_rows
from handoff.console.knowledge.rows import Row
from handoff.console.knowledge.steps import ShownStep, shown_steps
from handoff.knowledge.check_edit import Flaw, flaws
from handoff.knowledge.diff import Path, applied, changes
from handoff.knowledge.drafts import seen_as
from handoff.knowledge.entries import current
from handoff.knowledge.files import Document
from handoff.knowledge.history import EntryChanged

_ID = re.compile(r"[a-z][a-z0-9_]{2,60}")
_STAND_IN = "entry"
ID_WRONG = Flaw(("id",), "영어 소문자로 시작해 소문자·숫자·밑줄로 3자에서 61자까지 적어 주세요.")
ID_TAKEN = Flaw(("id",), "이미 쓰는 식별자입니다.")


@dataclass(frozen=True)
class Overtaken:
    """What came into force while somebody typed, and what theirs would make of it. `gone`: the entry was withdrawn."""

    steps: Sequence[ShownStep]
    differences: Sequence[Difference]
    mine: Sequence[Difference]
    gone: bool = False

    @property
    def shared(self) -> bool:
        """Whether both changed the same field."""
        return any(difference.shared for difference in self.differences)


@dataclass(frozen=True)
class Editing:
    """`base_version` is what the author started from: none for a new entry. A draft has its `revision`."""

    kind: str
    document: Document
    base_version: str | None
    why: str = ""
    corrects: bool = False
    revision: int | None = None
    flaws: Sequence[Flaw] = ()
    why_missing: bool = False
    message: str = ""
    overtaken: Overtaken | None = None
    blank: Row = field(default_factory=lambda: Row((), {}))

    @property
    def sections(self) -> tuple[Section, ...]:
        return sections(self.kind)

    def value(self, one: Field) -> str | list[str]:
        return typed(one, self.document)

    def choices(self, one: Field, value: str) -> dict[str, str]:
        """What can be chosen, and what stands there though it cannot."""
        own = {} if value in one.choices else {value: CODES.get(one.name, {}).get(value, value) or "골라 주세요"}
        return {**own, **one.choices}

    def rows(self, one: Field) -> list[Row]:
        return typed_rows(one, self.document)

    def wrong(self, *path: str | int) -> list[Flaw]:
        """The flaws to be told at a place: those that lie at no narrower one."""
        return [flaw for flaw in self.flaws if self._nearest(flaw.where) == path]

    def anchor(self, flaw: Flaw) -> str:
        """Where on the page a flaw is told."""
        return anchor(self._nearest(flaw.where))

    def _nearest(self, where: Path) -> Path:
        fitting = [place for place in self._places() if where[: len(place)] == place]
        return max(fitting, key=len, default=())

    def _places(self) -> list[Path]:
        fields = all_fields(self.kind)
        rows = [(one, row) for one in fields if one.kind == "rows" for row in self.rows(one)]
        cells = [(*row.path, column.name) for one, row in rows for column in one.columns]
        return [*(one.path for one in fields), *(row.path for _, row in rows), *cells]


def anchor(path: Path) -> str:
    return ".".join(["at", *map(str, path)])


def check(kind: str, entry_id: str, document: Document, *, taken: bool = False) -> list[Flaw]:
    """All that is wrong. The id names a file while it is checked, so one that may not is replaced before."""
    if not _ID.fullmatch(entry_id):
        return [ID_WRONG, *flaws(kind, _STAND_IN, {**document, "id": _STAND_IN})]
    return [*([ID_TAKEN] if taken else []), *flaws(kind, entry_id, document)]


def seen(session: Session, kind: str, entry_id: str, version: str | None) -> Document:
    """The entry as somebody saw it who started from a version; as it is now where that one is on no record."""
    if version is None:
        return {}
    now = current(session, kind, entry_id)
    return seen_as(session, kind, entry_id, version) or (now.document if now else {})


def carried(session: Session, changed: EntryChanged, editing: Editing, base: Document) -> Editing:
    """The same form with what was typed laid on what is in force by now; whole where the entry was withdrawn."""
    now = current(session, editing.kind, editing.document["id"])
    seen_by, document = overtake(session, changed, base, editing.document, now.document if now else {})
    return Editing(
        editing.kind, document, now.version if now else None, editing.why, editing.corrects, overtaken=seen_by,
        flaws=check(editing.kind, str(document["id"]), document),
    )  # fmt: skip


def overtake(
    session: Session, changed: EntryChanged, base: Document, edited: Document, now: Document
) -> tuple[Overtaken, Document]:
    """What others changed beside an edit, and the entry as it is now with the edit laid on it."""
    mine = list(changes(base, edited))
    document = applied(now, mine) if now and edited else edited
    theirs = differences(changed.changes, mine)
    on_top = differences(changes(now, document), changed.changes) if now and edited else []
    return Overtaken(shown_steps(session, changed.steps), theirs, on_top, gone=not now), document
