"""How much waits for somebody: beside the names of the pages."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handoff.knowledge.tables import Correction, EntryDraft


class Waiting(NamedTuple):
    """Open drafts, those of them that this counselor may decide on, and correcting texts that nobody has sent."""

    drafts: int
    to_decide: int
    corrections: int


def waiting(session: Session, counselor_id: str) -> Waiting:
    open_drafts = select(func.count()).select_from(EntryDraft).where(EntryDraft.status == "draft")
    of_others = open_drafts.where(EntryDraft.author_id != counselor_id)
    texts = select(func.count()).select_from(Correction).where(Correction.status == "draft")
    return Waiting(*(session.scalar(query) or 0 for query in (open_drafts, of_others, texts)))
