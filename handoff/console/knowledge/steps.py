"""The history of an entry with the names of those who made it, and whom a version puts right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff.console.knowledge.differences import Difference, differences
from handoff.knowledge.diff import Change
from handoff.knowledge.history import Step
from handoff.knowledge.tables import Correction, EntryVersion
from handoff.staff.counselors import names_of


@dataclass(frozen=True)
class ShownStep:
    """`published_at` is when the bot got it; `corrections` counts the correcting texts by their status."""

    step: Step
    author: str
    approver: str
    differences: Sequence[Difference]
    published_at: datetime | None
    corrections: Mapping[str, int]


def shown_steps(session: Session, steps: Sequence[Step], beside: Iterable[Change] = ()) -> list[ShownStep]:
    """In the order of the steps; `beside` are changes of somebody else, marked where they meet."""
    names = names_of(session, [who for step in steps for who in (step.author_id, step.approved_by)])
    others, ids = list(beside), [step.id for step in steps]
    query = select(EntryVersion.id, EntryVersion.published_at).where(EntryVersion.id.in_(ids))
    published = {row.id: row.published_at for row in session.execute(query)}
    texts = session.scalars(select(Correction).where(Correction.entry_version_id.in_(ids))).all()
    counts = {step_id: Counter(text.status for text in texts if text.entry_version_id == step_id) for step_id in ids}
    return [
        ShownStep(
            step, names.get(step.author_id or "", ""), names.get(step.approved_by or "", ""),
            differences(step.changes, others), published.get(step.id), counts[step.id],
        )
        for step in steps
    ]  # fmt: skip
