"""Everything the page of one case shows, read in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.explanation import WISHES, fact_words
from handoff.cases.assignment import holder_of
from handoff.cases.case import get_case
from handoff.cases.events import history
from handoff.cases.tables import Case, Referral
from handoff.console.history_words import event_words
from handoff.console.rows import Row, rows
from handoff.console.side import Danger, Judgement, Suggestion, dangers, judgements, suggestions
from handoff.console.thread import Bubble, thread
from handoff.people.conversation import ConversationNotFound
from handoff.people.tables import Conversation
from handoff.people.view import shown_address, shown_text
from handoff.staff.counselors import all_counselors, names_of
from handoff.staff.sessions import SignedIn
from handoff.staff.tables import Counselor


@dataclass(frozen=True)
class CaseView:
    """`full` says whether this counselor may see phone numbers and addresses: the holder and leads may."""

    case: Case
    row: Row
    conversation: Conversation
    mine: bool
    full: bool
    address: str | None
    subject: str | None
    bubbles: Sequence[Bubble]
    first_number: int | None
    dangers: Sequence[Danger]
    suggestions: Sequence[Suggestion]
    wish: str | None
    told: Sequence[tuple[str, str]]
    judgements: Sequence[Judgement]
    referrals: Sequence[Referral]
    events: Sequence[tuple[str, str, object]]
    colleagues: Sequence[Counselor]


def case_view(session: Session, case_id: str, me: SignedIn, before: int | None = None) -> CaseView:
    case = get_case(session, case_id)
    conversation = session.get(Conversation, case.conversation_id)
    if conversation is None:
        raise ConversationNotFound()
    holder = holder_of(session, case_id)
    mine = holder is not None and holder.counselor_id == me.id
    full = mine or me.is_lead
    events = history(session, case_id)
    names = names_of(session, [event.counselor_id for event in events])
    bubbles = thread(session, conversation, events, full=full, before=before)
    return CaseView(
        case=case,
        row=rows(session, [case])[0],
        conversation=conversation,
        mine=mine,
        full=full,
        address=shown_address(conversation, full),
        subject=shown_text(case.subject, full) if case.subject else None,
        bubbles=bubbles,
        first_number=next((bubble.number for bubble in bubbles if bubble.number), None),
        dangers=dangers(session, conversation.id, full),
        suggestions=suggestions(case),
        wish=WISHES.get(case.facts.get("wish", "")),
        told=fact_words({name: value for name, value in case.facts.items() if name != "wish"}),
        judgements=judgements(session, conversation.id, full),
        referrals=_referrals(session, case_id),
        events=[(names.get(e.counselor_id or "", ""), event_words(e), e.at) for e in reversed(events)],
        colleagues=[c for c in all_counselors(session, active_only=True) if c.id != me.id],
    )


def _referrals(session: Session, case_id: str) -> Sequence[Referral]:
    return session.scalars(select(Referral).filter_by(case_id=case_id).order_by(Referral.referred_at.desc())).all()
