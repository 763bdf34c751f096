"""Who was told something wrong, what exactly, and whether a correcting text may be sent there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff.cases.case import open_case
from handoff.console.knowledge.steps import ShownStep, shown_steps
from handoff.console.preview import Preview, preview
from handoff.console.words import CHANNELS
from handoff.db import utc_now
from handoff.knowledge.corrections import WITHIN, corrections_of, given_wrong, protected_among
from handoff.knowledge.entries import EntryNotFound, changed_imports, name_of
from handoff.knowledge.history import history
from handoff.knowledge.tables import IMPORTED, Correction, EntryVersion
from handoff.people.tables import Conversation, Message
from handoff.people.view import shown_address, shown_text
from handoff.staff.counselors import names_of
from handoff.staff.sessions import SignedIn

STATUSES = {"draft": "아직 보내지 않음", "sent": "보냄", "dropped": "보내지 않기로 함"}


@dataclass(frozen=True)
class ShownCorrection:
    """`holder` is the colleague who alone may send it; phone numbers are for the holder of the case and leads."""

    correction: Correction
    protected: bool
    channel: str
    address: str | None
    case_id: str | None
    case_number: str | None
    told: Sequence[tuple[Message, str]]
    size: Preview
    holder: str | None
    decided_by: str


@dataclass(frozen=True)
class CorrectionsView:
    """`unprepared` are conversations that were told wrong and have no text yet."""

    version: EntryVersion
    name: str
    step: ShownStep | None
    texts: Sequence[ShownCorrection]
    unprepared: int


@dataclass(frozen=True)
class CorrectionsRow:
    version: EntryVersion
    name: str
    waiting: int
    all: int
    unprepared: int


def corrections_view(session: Session, entry_version_id: str, me: SignedIn) -> CorrectionsView:
    version = session.get(EntryVersion, entry_version_id)
    if version is None:
        raise EntryNotFound()
    drafted = corrections_of(session, version.id)
    known, wrong = {text.conversation_id for text in drafted}, given_wrong(session, version)
    steps = [step for step in history(session, version.kind, version.entry_id) if step.id == version.id]
    protected = protected_among(session, drafted)
    return CorrectionsView(
        version=version, name=name_of(session, version), step=next(iter(shown_steps(session, steps)), None),
        texts=[_shown(session, text, text.conversation_id in protected, me) for text in drafted],
        unprepared=len({given.conversation_id for given in wrong} - known),
    )  # fmt: skip


def corrections_rows(session: Session) -> list[CorrectionsRow]:
    """The versions that have correcting texts, and the imports that changed what residents were told; those first where
    something is to be done."""
    texts = session.scalars(select(Correction)).all()
    ids = {text.entry_version_id for text in texts}
    found = session.scalars(select(EntryVersion).where(EntryVersion.id.in_(ids)).order_by(EntryVersion.at.desc())).all()
    imports = {version.id: version for version in changed_imports(session) if version.at >= utc_now() - WITHIN}
    rows = [
        _row(session, version, [text for text in texts if text.entry_version_id == version.id])
        for version in ({version.id: version for version in found} | imports).values()
    ]
    wanted = [row for row in rows if row.all or row.unprepared]
    return sorted(wanted, key=lambda row: not (row.waiting or row.unprepared))


def _row(session: Session, version: EntryVersion, texts: Sequence[Correction]) -> CorrectionsRow:
    """Of an import it is counted who has no text yet: nobody prepared any."""
    waiting = sum(text.status == "draft" for text in texts)
    told = {given.conversation_id for given in given_wrong(session, version)} if version.kind == IMPORTED else set()
    unprepared = len(told - {text.conversation_id for text in texts})
    return CorrectionsRow(version, name_of(session, version), waiting, len(texts), unprepared)


def _shown(session: Session, correction: Correction, protected: bool, me: SignedIn) -> ShownCorrection:
    conversation = session.get_one(Conversation, correction.conversation_id)
    held_by = conversation.counselor_id if conversation.owner == "counselor" else None
    full = me.is_lead or held_by == me.id
    case = open_case(session, conversation.id)
    names = names_of(session, [held_by, correction.decided_by])
    told = session.scalars(select(Message).where(Message.id.in_(correction.wrong_message_ids)).order_by(Message.number))
    return ShownCorrection(
        correction=correction, protected=protected, channel=CHANNELS.get(conversation.channel, conversation.channel),
        address=shown_address(conversation, full), case_id=case.id if case else None,
        case_number=case.number if case else None, told=[(message, shown_text(message.text, full)) for message in told],
        size=preview(correction.text, conversation.channel, protected=False), holder=names.get(held_by) if held_by and held_by != me.id else None,
        decided_by=names.get(correction.decided_by or "", ""),
    )  # fmt: skip
