"""What waits for a Kakao user (a counselor's answer, a late turn) is shown at the top of the next answer, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from handoff.channels.kakao_answer import how_many_fit
from handoff.db import transaction
from handoff.delivery import reasons
from handoff.delivery.queue import may_go_out
from handoff.delivery.tables import Outbound
from handoff.people.conversation import find_conversation
from handoff.people.tables import Conversation, Message


@dataclass(frozen=True)
class Waiting:
    """What is shown now, whether more waits behind it, and who answers in this conversation."""

    texts: tuple[str, ...] = ()
    more: bool = False
    owner: str = "bot"
    protected: bool = False


class TooLate(Exception):
    """The answer has been given without what was taken: it goes on waiting."""


def take_waiting(user_id: str, beside: Sequence[str] = (), given_up: Event | None = None) -> Waiting:
    """Marks as shown what fits above `beside`, oldest first. Raises TooLate, with nothing marked, once `given_up`."""
    with transaction() as session:
        conversation = find_conversation(session, "kakao", user_id)
        if conversation is None:
            return Waiting()
        rows = [row for row in _queued(session, conversation) if _allowed(session, row)]
        fitting = _fitting([row.text for row in rows], beside)
        shown = [row for row in rows[:fitting] if _mark(session, row, "queued", "shown")]
        if given_up is not None and given_up.is_set():
            raise TooLate
    return Waiting(tuple(row.text for row in shown), len(rows) > fitting, conversation.owner, conversation.protected)


def put_back(message_id: str) -> None:
    """The replies to a message were taken, but the answer had gone without them: they wait again."""
    replies = select(Message.id).where(Message.replies_to == message_id)
    with transaction() as session:
        for row in session.scalars(select(Outbound).where(Outbound.message_id.in_(replies), Outbound.state == "shown")):
            _mark(session, row, "shown", "queued")


def _queued(session: Session, conversation: Conversation) -> Sequence[Outbound]:
    query = (
        select(Outbound)
        .join(Message, Message.id == Outbound.message_id)
        .where(Outbound.conversation_id == conversation.id, Outbound.channel == "kakao", Outbound.state == "queued")
        .order_by(Message.number, Outbound.part)
    )
    return session.scalars(query).all()


def _allowed(session: Session, row: Outbound) -> bool:
    if may_go_out(session, row):
        return True
    row.state, row.reason = "suppressed", reasons.HELD
    return False


def _fitting(texts: Sequence[str], beside: Sequence[str]) -> int:
    """How many can stand above this turn's own answer, which is always shown."""
    fitting = len(texts)
    while fitting > (0 if beside else 1) and how_many_fit([*texts[:fitting], *beside]) < fitting + len(beside):
        fitting -= 1
    return fitting


def _mark(session: Session, row: Outbound, before: str, after: str) -> bool:
    """False where somebody else has taken it: two calls at once show it once."""
    changed = update(Outbound).where(Outbound.id == row.id, Outbound.state == before).values(state=after)
    taken = session.execute(changed.returning(Outbound.id).execution_options(synchronize_session=False))
    return taken.first() is not None
