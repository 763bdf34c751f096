"""What was said in a conversation, as bubbles, with how far each outgoing one got, and what happened between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff.cases.tables import CaseEvent
from handoff.console import words
from handoff.console.history_words import event_words
from handoff.delivery.tables import Outbound
from handoff.people.tables import Conversation, Message
from handoff.people.view import shown_text
from handoff.staff.counselors import names_of

MOST = 200
# What else happened to the case stands in its history only: messages show themselves.
_SHOWN = ("opened", "claimed", "released", "off_duty", "inactive", "handed_back", "referred", "accepted", "returned",
          "snoozed", "waiting_resident", "closed", "protected", "unprotected", "not_crisis")  # fmt: skip


@dataclass(frozen=True)
class Delivery:
    """One outgoing piece of a message."""

    state: str
    words: str
    reason: str | None


@dataclass(frozen=True)
class Bubble:
    """`kind` is resident, bot, counselor, system, note or event."""

    key: str
    kind: str
    who: str
    text: str
    at: datetime
    number: int = 0
    photos: int = 0
    danger: bool = False
    deliveries: Sequence[Delivery] = ()


def thread(
    session: Session, conversation: Conversation, events: Sequence[CaseEvent], *, full: bool, before: int | None
) -> list[Bubble]:
    """The last 200 messages (those before a number: `before`) in order, the case's events between them."""
    query = select(Message).filter_by(conversation_id=conversation.id).order_by(Message.number.desc()).limit(MOST)
    messages = session.scalars(query.where(Message.number < before) if before else query).all()[::-1]
    names = names_of(session, [*(m.counselor_id for m in messages), *(e.counselor_id for e in events)])
    deliveries = _deliveries(session, [message.id for message in messages])
    bubbles = [_bubble(message, names, deliveries.get(message.id, []), full) for message in messages]
    since = messages[0].at if messages else None
    until = messages[-1].at if messages and before else None
    between = [e for e in events if e.kind in _SHOWN and _within(e.at, since, until)]
    return sorted([*bubbles, *(_line(event, names) for event in between)], key=lambda bubble: bubble.at)


def _bubble(message: Message, names: dict[str, str], deliveries: list[Delivery], full: bool) -> Bubble:
    kind = "note" if message.private else message.author
    who = names.get(message.counselor_id or "") or words.AUTHORS[message.author]
    return Bubble(
        key=message.id, kind=kind, who=who, text=shown_text(message.text, full), at=message.at, number=message.number,
        photos=len(message.media), danger=bool(message.finding and message.finding.get("kind")), deliveries=deliveries,
    )  # fmt: skip


def _line(event: CaseEvent, names: dict[str, str]) -> Bubble:
    return Bubble(event.id, "event", names.get(event.counselor_id or "", ""), event_words(event), event.at)


def _deliveries(session: Session, message_ids: Iterable[str]) -> dict[str, list[Delivery]]:
    found: dict[str, list[Delivery]] = {}
    query = select(Outbound).where(Outbound.message_id.in_(list(message_ids))).order_by(Outbound.created_at)
    for row in session.scalars(query):
        said = words.DELIVERY.get(row.state, row.state)
        if row.channel == "kakao" and row.state == "queued":
            said = "신청인이 다시 말을 걸면 보입니다"
        found.setdefault(row.message_id or "", []).append(Delivery(row.state, said, row.reason))
    return found


def _within(at: datetime, since: datetime | None, until: datetime | None) -> bool:
    return (since is None or at >= since) and (until is None or at <= until)
