"""How an entry came to be what it is: every version with who, when, why, and what each changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff.errors import HandoffError
from handoff.knowledge.diff import Change, changes
from handoff.knowledge.tables import EntryVersion


@dataclass(frozen=True)
class Step:
    """One version, and what it changed in the one before; the first one changes nothing."""

    id: str
    kind: str
    number: int
    version: str
    at: datetime
    author_id: str | None
    approved_by: str | None
    why: str
    corrects: bool
    withdrawn: bool
    changes: tuple[Change, ...] = ()


class EntryChanged(HandoffError):
    """Somebody else has changed this entry in the meantime."""

    code = "entry_changed"
    http_status = 409

    def __init__(self, steps: list[Step], changed: tuple[Change, ...]):
        """`steps` are the versions since (none where the data file itself changed), `changed` what they come to."""
        super().__init__()
        self.steps, self.changes = steps, changed


def versions(session: Session, kind: str, entry_id: str) -> list[EntryVersion]:
    """Oldest first; empty for an entry that nobody has changed since it came with the data files."""
    query = select(EntryVersion).filter_by(kind=kind, entry_id=entry_id)
    return list(session.scalars(query.order_by(EntryVersion.number)))


def history(session: Session, kind: str, entry_id: str) -> list[Step]:
    """The same as steps, newest first."""
    rows = versions(session, kind, entry_id)
    steps = [_step(rows[0])] if rows else []
    steps += [_step(row, tuple(changes(before.document, row.document))) for before, row in pairwise(rows)]
    return steps[::-1]


def steps_since(session: Session, kind: str, entry_id: str, version: str | None) -> list[Step]:
    """The steps after a version, newest first: what somebody who started from it has not seen."""
    unseen: list[Step] = []
    for step in history(session, kind, entry_id):
        if step.version == version or step.number == 0:
            break
        if step.author_id is not None:
            unseen.append(step)
    return unseen


def _step(row: EntryVersion, changed: tuple[Change, ...] = ()) -> Step:
    return Step(
        row.id, row.kind, row.number, row.version, row.at, row.author_id, row.approved_by, row.why, row.corrects,
        row.withdrawn, changed,
    )  # fmt: skip
