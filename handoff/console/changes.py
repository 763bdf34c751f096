"""Which cases look different from a moment ago."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handoff.cases.events import changes_since
from handoff.cases.tables import Case, CaseEvent
from handoff.db import transaction, utc_now
from handoff.delivery.tables import Outbound
from handoff.people.tables import Message

Stamp = tuple[Any, ...]


class Look:
    """Each look tells what is new since the one before; `changes_since` goes back a little and tells things twice."""

    def __init__(self) -> None:
        self._since: datetime = utc_now()
        self._seen: dict[str, Stamp] = {}

    def again(self) -> tuple[str, ...]:
        """Ids of cases to draw anew, in no order."""
        with transaction() as session:
            changes = changes_since(session, self._since)
            stamps = _stamps(session, changes.case_ids)
        self._since = changes.until
        new = tuple(case_id for case_id, stamp in stamps.items() if self._seen.get(case_id) != stamp)
        self._seen = stamps
        return new


def _stamps(session: Session, case_ids: Collection[str]) -> dict[str, Stamp]:
    """Something that is another whenever a message, an event or a delivery state is."""
    if not case_ids:
        return {}
    events = select(func.count()).where(CaseEvent.case_id == Case.id).scalar_subquery()
    messages = select(func.max(Message.number)).where(Message.conversation_id == Case.conversation_id).scalar_subquery()
    moved = select(func.max(Outbound.changed_at)).where(Outbound.conversation_id == Case.conversation_id)
    query = select(Case.id, events, messages, moved.scalar_subquery()).where(Case.id.in_(case_ids))
    return {case_id: tuple(stamp) for case_id, *stamp in session.execute(query)}
