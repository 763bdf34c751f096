"""Who was told something wrong in the last 90 days, and a text for each of them that a person may send."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from bot.korean.normalize import squeeze
from handoff.db import utc_now
from handoff.errors import HandoffError
from handoff.knowledge.entries import EntryNotFound, name_of
from handoff.knowledge.files import Document, file_document
from handoff.knowledge.said import desk_says, facts_said, imported_says, program_says
from handoff.knowledge.tables import IMPORTED, Correction, EntryVersion, SentEntry
from handoff.people.tables import Conversation, Message

WITHIN = timedelta(days=90)
_STILL_SAID = timedelta(seconds=10)  # so long after the publishing the bot may say what was in force before
_KOREA = ZoneInfo("Asia/Seoul")


class CorrectionNotFound(HandoffError):
    """There is no such correcting text."""

    code = "correction_not_found"
    http_status = 404


class CorrectionDecided(HandoffError):
    """This correcting text was sent or dropped before."""

    code = "correction_decided"
    http_status = 409


@dataclass(frozen=True)
class Given:
    """One message that says of an entry what is not right any more."""

    message_id: str
    conversation_id: str
    at: datetime
    aspect: str
    asked: str


def given_wrong(session: Session, right: EntryVersion) -> list[Given]:
    """The messages of the last 90 days written from another version than this, oldest first.

    Whoever was told what this version says, too, has been told nothing wrong and is not among them. Where it withdraws
    the entry the data file counts; without one whatever was told was wrong.
    """
    document = _instead(right)
    query = (
        select(SentEntry, Message)
        .join(Message, Message.id == SentEntry.message_id)
        .where(SentEntry.kind == right.kind, SentEntry.entry_id == right.entry_id)
        .where(SentEntry.at >= utc_now() - WITHIN, _from_another_version(right))
        .order_by(SentEntry.at, SentEntry.id)
    )
    found = []
    for sent, message in session.execute(query):
        given = Given(message.id, message.conversation_id, sent.at, sent.aspect, _asked(session, message))
        facts = facts_said(right.kind, document, sent.aspect, _day(sent.at), given.asked) if document else []
        if not facts or not all(squeeze(fact) in squeeze(message.text) for fact in facts):
            found.append(given)
    return found


def draft_corrections(session: Session, entry_version_id: str) -> list[Correction]:
    """One text a conversation that was told wrong; those drafted before stay as they are, so it may be called again."""
    right = session.get(EntryVersion, entry_version_id)
    if right is None:
        raise EntryNotFound()
    known = {correction.conversation_id for correction in corrections_of(session, right.id)}
    wrong: dict[str, list[Given]] = defaultdict(list)
    for given in given_wrong(session, right):
        wrong[given.conversation_id].append(given)
    for conversation_id, all_given in wrong.items():
        if conversation_id not in known:
            session.add(_draft(right, name_of(session, right), conversation_id, all_given))
    session.flush()
    return corrections_of(session, right.id)


def corrections_of(session: Session, entry_version_id: str) -> list[Correction]:
    """The texts to one correction in the order of their drafting."""
    query = select(Correction).filter_by(entry_version_id=entry_version_id)
    return list(session.scalars(query.order_by(Correction.created_at, Correction.id)))


def protected_among(session: Session, drafted: Sequence[Correction]) -> set[str]:
    """The conversations where somebody violent may be reading: shown, and never sent to."""
    ids = [correction.conversation_id for correction in drafted]
    return set(session.scalars(select(Conversation.id).where(Conversation.id.in_(ids), Conversation.protected)))


def lock_correction(session: Session, correction_id: str) -> Correction:
    """A text that nobody has sent or dropped, locked."""
    query = select(Correction).filter_by(id=correction_id).with_for_update()
    found = session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise CorrectionNotFound()
    if found.status != "draft":
        raise CorrectionDecided()
    return found


def drop(session: Session, correction_id: str, counselor_id: str) -> Correction:
    """Somebody decided that this one is not to be sent."""
    correction = lock_correction(session, correction_id)
    correction.status, correction.decided_by, correction.decided_at = "dropped", counselor_id, utc_now()
    return correction


def _from_another_version(right: EntryVersion) -> ColumnElement[bool]:
    """What was stored before this version was in force, and what the bot said later while it did not have it yet."""
    before = and_(SentEntry.at < right.at, SentEntry.version != right.version)
    swapped = (right.published_at or utc_now()) + _STILL_SAID
    former = select(SentEntry.knowledge).where(SentEntry.at < right.at, SentEntry.knowledge != "")
    later = and_(SentEntry.at >= right.at, or_(SentEntry.at <= swapped, SentEntry.knowledge.in_(former)))
    return or_(before, later)


def _instead(right: EntryVersion) -> Document | None:
    """What counts from a version on; None where it withdraws what only staff had written."""
    return right.document or file_document(right.kind, right.entry_id)


def _draft(right: EntryVersion, name: str, conversation_id: str, all_given: Sequence[Given]) -> Correction:
    today, document = _day(utc_now()), _instead(right)
    days = dict.fromkeys(f"{day.month}월 {day.day}일" for day in (_day(given.at) for given in all_given))
    rights = dict.fromkeys(_said(right.kind, document, given, today) for given in all_given) if document else ()
    opening = _opening(right.kind, name, ", ".join(days), document is not None)
    text = "\n".join([opening, *rights])
    ids = list(dict.fromkeys(given.message_id for given in all_given))
    return Correction(
        entry_version_id=right.id, conversation_id=conversation_id, wrong_message_ids=ids, text=text
    )  # fmt: skip


def _opening(kind: str, name: str, days: str, right_is_known: bool) -> str:
    if kind == IMPORTED:
        return f"{days}에 보내 드린 안내의 내용이 그 뒤에 바뀌어 다시 알려 드립니다."
    if right_is_known:
        return f"{days}에 보내 드린 안내에 틀린 곳이 있어 바로잡습니다. 혼란을 드려 죄송합니다."
    return (
        f"{days}에 보내 드린 '{name}' 안내는 맞지 않아 거두었습니다. 혼란을 드려 죄송합니다. "
        "궁금하신 점은 이 번호로 다시 물어봐 주세요."
    )


def _said(kind: str, document: Document, given: Given, day: date) -> str:
    if kind == "desk":
        return desk_says(document)
    if kind == IMPORTED:
        return imported_says(document, given.aspect, day)
    return program_says(document, given.aspect, day, given.asked)


def _asked(session: Session, message: Message) -> str:
    """What the resident wrote in the turn that a message answers."""
    if message.replies_to is None:
        return ""
    turn = select(Message.text).filter_by(conversation_id=message.conversation_id, turn_id=message.replies_to)
    return "\n".join(session.scalars(turn.order_by(Message.number)))


def _day(at: datetime) -> date:
    return at.astimezone(_KOREA).date()
