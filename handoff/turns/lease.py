"""One worker at a time has a conversation: a lease with a fencing number, taken by one conditional UPDATE.

Whoever holds an older number finds at commit that it holds nothing any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from handoff.db import transaction, utc_now
from handoff.people.tables import Conversation

LASTS = timedelta(seconds=15)
_LONGEST_PAUSE = timedelta(minutes=1)


@dataclass(frozen=True)
class Lease:
    """`attempts` counts this one; it starts anew after a turn that came to its end."""

    conversation_id: str
    fence: int
    attempts: int


def take() -> Lease | None:
    """The conversation whose messages have been due longest and that nobody holds."""
    now = utc_now()
    free = or_(Conversation.leased_until.is_(None), Conversation.leased_until <= now)
    # PostgreSQL skips what another worker is just taking; on SQLite, which knows no such lock, every transaction
    # begins by taking the write lock.
    next_due = (
        select(Conversation.id).where(Conversation.due_at <= now, free).order_by(Conversation.due_at).limit(1)
        .with_for_update(skip_locked=True).scalar_subquery()
    )  # fmt: skip
    taken = (
        update(Conversation)
        .where(Conversation.id == next_due, Conversation.due_at <= now, free)
        .values(leased_until=now + LASTS, fence=Conversation.fence + 1, failures=Conversation.failures + 1)
        .returning(Conversation.id, Conversation.fence, Conversation.failures)
        .execution_options(synchronize_session=False)
    )
    with transaction() as session:
        row = session.execute(taken).first()
    return Lease(*row) if row else None


def renew(lease: Lease) -> bool:
    """Holds on for another while; False where the lease is lost."""
    with transaction() as session:
        if session.get_one(Conversation, lease.conversation_id).leased_until is None:
            return False  # ended: holding on would only keep the next turn waiting
        return _change(session, lease, leased_until=utc_now() + LASTS)


def finish(session: Session, lease: Lease) -> bool:
    """Ends a lease in the transaction that stores its outcome; False where it is lost and nothing may be stored."""
    return _change(session, lease, leased_until=None, failures=0)


def pause(lease: Lease) -> None:
    """After a fault of ours: the messages are taken again, later each time, and nobody else waits for them."""
    wait = min(timedelta(seconds=2**lease.attempts), _LONGEST_PAUSE)
    with transaction() as session:
        _change(session, lease, leased_until=utc_now() + wait)


def _change(session: Session, lease: Lease, **values: object) -> bool:
    held = update(Conversation).where(Conversation.id == lease.conversation_id, Conversation.fence == lease.fence)
    result = session.execute(held.values(**values).execution_options(synchronize_session=False))
    return bool(result.rowcount)  # type: ignore[attr-defined]
