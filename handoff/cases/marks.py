"""What counselors made of the dangers that were flagged, message by message: data for the next training of the net."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.privacy import hide
from bot.safety.kinds import KINDS
from bot.safety.model import NONE
from handoff.cases.tables import Case, CaseEvent
from handoff.people.tables import Message
from handoff.settings import settings

# Closed like this, nobody has said that there was a danger.
_UNCONFIRMED = ("no_reply", "withdrawn", "not_welfare", "repeated")


class Mark(NamedTuple):
    """`label` is what a person says it was (a kind, or none), `flagged` what the machine took it for."""

    text: str
    label: str
    flagged: str
    at: datetime
    by: str | None


def marks(session: Session) -> Iterator[Mark]:
    """Oldest first within a conversation. 위기 아님 says none; a case closed without it says that the kind was right."""
    query = select(Case.conversation_id, CaseEvent).join(Case, Case.id == CaseEvent.case_id)
    judged = query.where(CaseEvent.kind.in_(("not_crisis", "closed"))).order_by(Case.conversation_id, CaseEvent.at)
    for conversation_id, rows in groupby(session.execute(judged).all(), key=lambda row: row[0]):
        yield from _in_conversation(session, conversation_id, [event for _, event in rows])


def _in_conversation(session: Session, conversation_id: str, judgements: Sequence[CaseEvent]) -> Iterator[Mark]:
    """Each judgement speaks of what was flagged since the one before."""
    flagged = _flagged(session, conversation_id)
    since: datetime | None = None
    for event in judgements:
        spoken_of = [one for one in flagged if (since is None or one[0].at > since) and one[0].at <= event.at]
        since = event.at
        if event.kind == "closed" and event.about.get("outcome") in _UNCONFIRMED:
            continue
        for message, kind in spoken_of:
            label = NONE if event.kind == "not_crisis" else kind
            yield Mark(hide(message.text), label, kind, event.at, _who(event.counselor_id))


def _flagged(session: Session, conversation_id: str) -> list[tuple[Message, str]]:
    """The resident's messages in which the net saw danger, or the bot, whose record stands beside what it said."""
    query = select(Message).filter_by(conversation_id=conversation_id).order_by(Message.number)
    messages = session.scalars(query).all()
    by_bot = {
        message.replies_to or message.id: str(message.decision.get("crisis"))
        for message in messages
        if message.decision and message.decision.get("decision") == "crisis"
    }
    residents = [message for message in messages if message.author == "resident"]
    kinds = [(message, str((message.finding or {}).get("kind") or by_bot.get(message.id))) for message in residents]
    return [(message, kind) for message, kind in kinds if kind in KINDS]


def _who(counselor_id: str | None) -> str | None:
    """The same person has the same code, and the file tells nobody who it is."""
    if counselor_id is None:
        return None
    return hmac.digest(settings().session_key().encode(), f"counselor:{counselor_id}".encode(), "sha256").hex()[:16]
