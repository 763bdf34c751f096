"""Finds or makes the conversation of a sender; its row is the lock that orders everything done in it."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from handoff.db import new_id, utc_now
from handoff.errors import HandoffError
from handoff.people.tables import Conversation
from handoff.settings import settings


class ConversationNotFound(HandoffError):
    """There is no such conversation."""

    code = "conversation_not_found"
    http_status = 404


def address_hash(channel: str, address: str) -> str:
    """What an address is looked up by; keyed, so that the table alone tells no phone number."""
    key = settings().session_key().encode()
    return hmac.digest(key, f"{channel}:{address}".encode(), "sha256").hex()


def find_conversation(session: Session, channel: str, address: str) -> Conversation | None:
    hashed = address_hash(channel, address)
    return session.scalar(select(Conversation).filter_by(channel=channel, address_hash=hashed))


def open_conversation(
    session: Session, channel: str, address: str, other_keys: Mapping[str, Any] | None = None
) -> Conversation:
    """The sender's conversation, made at the first message, locked until the transaction ends."""
    hashed = address_hash(channel, address)
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(
        insert(Conversation)
        .values(
            id=new_id(), channel=channel, address=address, address_hash=hashed, other_keys=dict(other_keys or {}),
            owner="bot", protected=False, created_at=utc_now(), fence=0, failures=0,
        )
        .on_conflict_do_nothing(index_elements=["channel", "address_hash"])
    )  # fmt: skip
    found = session.scalars(
        select(Conversation).filter_by(channel=channel, address_hash=hashed).with_for_update()
    ).one()
    if other_keys and not other_keys.items() <= found.other_keys.items():
        found.other_keys = {**found.other_keys, **other_keys}
    return found


def lock_conversation(session: Session, conversation_id: str) -> Conversation:
    """The conversation, read anew and locked. Lock it before its case: everybody takes them in this order."""
    query = select(Conversation).filter_by(id=conversation_id)
    found = session.scalar(query.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise ConversationNotFound()
    return found
