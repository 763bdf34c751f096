"""Takes the next message of the outbox, in the order of its conversation; who holds it has written down that it tries.

Nothing here calls a provider. `sending` is committed before the call, so that a crash leaves a trace, never a second
SMS.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, case, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from handoff.db import transaction, utc_now
from handoff.delivery import reasons
from handoff.delivery.pieces import carriable, split_sms
from handoff.delivery.sender import Sending
from handoff.delivery.tables import Outbound
from handoff.people.tables import Conversation, Message

UNSENT = ("queued", "sending", "unknown")  # what a later message of the same conversation waits for
URGENT = ("hotline", "alarm")


def take_next(channels: Sequence[str]) -> Sending | None:
    """The next message to give to a provider, already marked `sending`; None where nothing is due."""
    while True:
        with transaction() as session:
            outbound = _next(session, channels)
            if outbound is None:
                return None
            pieces = split_sms(carriable(outbound.text))
            if not may_go_out(session, outbound):
                outbound.state, outbound.reason = "suppressed", reasons.HELD
            elif not pieces:
                outbound.state, outbound.reason = "failed", reasons.NOTHING_LEFT
            else:
                return _begin(session, outbound, pieces)


def may_go_out(session: Session, outbound: Outbound) -> bool:
    """The bot is silent in a conversation that a counselor has; hotlines and what the system says are excepted."""
    if outbound.purpose in URGENT or outbound.message_id is None:
        return True
    query = (
        select(Message.author, Conversation.owner)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.id == outbound.message_id)
    )
    author, owner = session.execute(query).one()
    return not (author == "bot" and owner == "counselor")


def _next(session: Session, channels: Sequence[str]) -> Outbound | None:
    """Hotlines and alarms before all else, then what has waited longest."""
    query = (
        select(Outbound)
        .outerjoin(Message, Message.id == Outbound.message_id)
        .where(
            Outbound.state == "queued",
            Outbound.not_before <= utc_now(),
            Outbound.channel.in_(channels),
            or_(Outbound.purpose.in_(URGENT), ~_earlier_unsent()),
        )
        .order_by(case((Outbound.purpose.in_(URGENT), 0), else_=1), Outbound.created_at, Message.number, Outbound.part)
        .limit(1)
        .with_for_update(of=Outbound, skip_locked=True)
    )
    return session.scalar(query)


def _earlier_unsent() -> ColumnElement[bool]:
    """Whether something said earlier in the same conversation is still on its way to the provider."""
    earlier, earlier_message = aliased(Outbound), aliased(Message)
    said_before = or_(
        earlier_message.number < Message.number,
        and_(earlier_message.number == Message.number, earlier.part < Outbound.part),
    )
    return exists().where(
        earlier.conversation_id == Outbound.conversation_id,
        earlier.state.in_(UNSENT),
        earlier_message.id == earlier.message_id,
        said_before,
    )


def _begin(session: Session, outbound: Outbound, pieces: Sequence[str]) -> Sending:
    """Marks it as being sent; what is longer than one SMS becomes several rows first."""
    outbound.text = pieces[0]
    for part, piece in enumerate(pieces[1:], outbound.part + 1):
        session.add(_following(outbound, piece, part))
    outbound.state, outbound.attempted_at = "sending", utc_now()
    outbound.attempts += 1
    return Sending(outbound.id, outbound.channel, outbound.to, outbound.text, outbound.attempted_at)


def _following(first: Outbound, text: str, part: int) -> Outbound:
    return Outbound(
        message_id=first.message_id, conversation_id=first.conversation_id, channel=first.channel, to=first.to,
        text=text, purpose=first.purpose, part=part, created_at=first.created_at,
    )  # fmt: skip


def take_unsure(stale: timedelta) -> Sending | None:
    """A message of which nobody knows whether it was sent, due to be looked for; also what a crash left `sending`."""
    now = utc_now()
    unsure = or_(
        and_(Outbound.state == "unknown", Outbound.not_before <= now),
        and_(Outbound.state == "sending", Outbound.attempted_at <= now - stale),
    )
    oldest = (
        select(Outbound.id).where(unsure).order_by(Outbound.attempted_at).limit(1).with_for_update(skip_locked=True)
    )
    # Whoever takes it puts its next look ahead, so that two workers do not look at the same time.
    taken = (
        update(Outbound)
        .where(Outbound.id == oldest.scalar_subquery(), unsure)
        .values(state="unknown", not_before=now + stale, changed_at=now)
        .returning(Outbound.id, Outbound.channel, Outbound.to, Outbound.text, Outbound.attempted_at)
        .execution_options(synchronize_session=False)
    )
    with transaction() as session:
        row = session.execute(taken).first()
    return Sending(*row) if row else None
