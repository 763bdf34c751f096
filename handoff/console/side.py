"""Beside the thread: who could take the case, why it was handed over, how the bot judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.explanation import Explanation, explanation
from bot.knowledge.directory import Desk, directory
from bot.safety.kinds import HOTLINES
from bot.safety.net import check
from handoff.cases.tables import Case
from handoff.console import words
from handoff.people.tables import Message
from handoff.people.view import shown_text
from handoff.settings import settings

_HOURS = {"office": "평일 9-18시", "always": "24시간"}
_WAYS = {"voice": "전화", "text": "문자", "visit": "방문", "sign": "수어", "chat": "채팅", "web": "누리집",
         "kakao": "카카오톡"}  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """A unit that could take the case, and the real place behind it."""

    unit: str
    name: str
    desk_id: str | None = None
    desk: str | None = None
    phones: Sequence[str] = ()
    hours: str = ""
    address: str | None = None
    ways: Sequence[str] = ()

    @property
    def value(self) -> str:
        """For the form of a referral: unit and desk in one."""
        return f"{self.unit}|{self.desk_id or ''}"


@dataclass(frozen=True)
class Danger:
    """A message in which the net saw danger, with why."""

    kind: str
    confidence: float
    immediate: bool
    reasons: Sequence[str]


@dataclass(frozen=True)
class Judgement:
    """A decision of the bot's in words, and when it was made."""

    at: datetime
    said: Explanation


def suggestions(case: Case) -> list[Suggestion]:
    """The case's units, most fitting first, each with its desk here."""
    dong = case.facts.get("dong")
    found = []
    for unit in case.units:
        desk = directory().desk_for(unit, settings().office, dong if isinstance(dong, str) else None)
        found.append(_of_desk(unit, desk) if desk else _of_unit(unit))
    return found


def all_desks() -> list[Suggestion]:
    """Every desk of this office and of the country, once for its first unit."""
    here = (settings().office, "national")
    return [_of_desk(d.units[0], d) for d in directory().desks.values() if d.office in here and d.units]


def dangers(session: Session, conversation_id: str, full: bool) -> list[Danger]:
    """The last three messages the net fired on. Its reasons quote the resident, so they are not kept but read again."""
    query = select(Message).filter_by(conversation_id=conversation_id, author="resident")
    newest = session.scalars(query.order_by(Message.number.desc()).limit(200))
    return [_danger(message, full) for message in newest if message.finding and "kind" in message.finding][:3]


def judgements(session: Session, conversation_id: str, full: bool) -> list[Judgement]:
    """The bot's last three decisions, newest first."""
    query = select(Message).filter_by(conversation_id=conversation_id).where(Message.decision.is_not(None))
    newest = session.scalars(query.order_by(Message.number.desc()).limit(3))
    return [_judgement(message, full) for message in newest]


def _danger(message: Message, full: bool) -> Danger:
    finding = message.finding or {}
    again = check(message.text)
    reasons = [shown_text(reason, full) for reason in again.reasons] if again else []
    return Danger(str(finding["kind"]), float(finding.get("confidence") or 0), bool(finding.get("immediate")), reasons)


def _of_desk(unit: str, desk: Desk) -> Suggestion:
    hours = ", ".join(filter(None, (_HOURS.get(desk.hours, ""), desk.hours_note)))
    ways = [_WAYS.get(way, way) for way in desk.ways]
    return Suggestion(unit, words.UNITS.get(unit, unit), desk.id, desk.name, desk.phones, hours, desk.address, ways)


def _of_unit(unit: str) -> Suggestion:
    """A unit without a desk in the directory; a hotline is known all the same."""
    hotline = HOTLINES.get(unit)
    if hotline is None:
        return Suggestion(unit, words.UNITS.get(unit, unit))
    ways = [name for can, name in ((hotline.voice, "전화"), (hotline.text, "문자")) if can]
    hours = "24시간" if hotline.always_open else ""
    return Suggestion(unit, words.UNITS.get(unit, unit), None, hotline.name, (hotline.number,), hours, None, ways)


def _judgement(message: Message, full: bool) -> Judgement:
    said = explanation(message.decision or {})
    # In a danger the reasons quote the resident.
    return Judgement(message.at, replace(said, why=tuple(shown_text(reason, full) for reason in said.why)))
