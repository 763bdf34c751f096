"""Takes one message in: mask, crisis net, then one transaction; or the spool while the database is away.

When `receive` returns, the message is safe and the channel may answer 2xx. When it raises, nothing was kept.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from itertools import takewhile

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.lines import line, signed
from bot.safety.net import Finding
from handoff.cases.case import resident_wrote
from handoff.cases.crisis import crisis_matter, hotline, notice_crisis
from handoff.cases.hours import office_hours
from handoff.cases.sla import due_words, response_due
from handoff.db import transaction, utc_now
from handoff.intake import limits, spool
from handoff.intake.claims import claim_message
from handoff.intake.inbound import Inbound, Received
from handoff.intake.inspect import Inspected, inspect
from handoff.people.conversation import find_conversation, open_conversation
from handoff.people.messages import add_message, unhandled
from handoff.people.tables import Conversation, Message
from handoff.turns import wait
from handoff.turns.hold import due_at

logger = logging.getLogger(__name__)

# A danger told in pieces: texts this young are read together.
_READ_TOGETHER = timedelta(minutes=2)


def receive(inbound: Inbound) -> Received:
    """Keeps a message for good and does what danger in it asks for. Wakes the worker of this process."""
    try:
        spool.replay(store, of=inbound)
        received = store(inbound)
    except Exception as error:
        logger.error("Message spooled", extra={"error": type(error).__name__})
        return keep_on_disk(inbound)
    wait.due.ring()
    return received


def store(inbound: Inbound) -> Received:
    """The message in the database; raises where there is none."""
    inspected = inspect(inbound.text, _texts_before(inbound))
    with transaction() as session:
        if not claim_message(session, inbound.provider, inbound.provider_message_id):
            return Received(duplicate=True)
        conversation = open_conversation(session, inbound.channel, inbound.address, inbound.other_keys)
        return _keep(session, conversation, inbound, inspected)


def _keep(session: Session, conversation: Conversation, inbound: Inbound, inspected: Inspected) -> Received:
    now = utc_now()
    limited = inspected.finding is None and inspected.fault is None and limits.over_limit(session, conversation)
    message = add_message(
        session, conversation, "resident", inspected.text,
        at=min(inbound.at, now), media=[dict(item) for item in inbound.media], finding=inspected.record(),
    )  # fmt: skip
    conversation.last_inbound_at = message.at
    received = Received(message.id, conversation.id, limited=limited)
    if inspected.finding is not None:
        received = replace(received, crisis=inspected.finding.kind)
        _crisis(session, conversation, message, inspected.finding)
    resident_wrote(session, conversation, for_a_person=conversation.owner == "counselor")
    if limited:
        limits.answer_once(session, conversation, message)
    conversation.due_at = due_at(conversation.channel, unhandled(session, conversation.id), now)
    return received


def _crisis(session: Session, conversation: Conversation, message: Message, found: Finding) -> None:
    notice_crisis(
        session,
        conversation,
        found.kind,
        found.subject,
        matter=crisis_matter(found.kind, found.subject, found.units),
        replies_to=message.id,
        protected=found.protected,
    )


def _texts_before(inbound: Inbound) -> list[str]:
    """The sender's texts of the last minutes, oldest first; what a danger was found in has been dealt with."""
    with transaction() as session:
        conversation = find_conversation(session, inbound.channel, inbound.address)
        if conversation is None:
            return []
        query = select(Message).where(
            Message.conversation_id == conversation.id,
            Message.author == "resident",
            Message.at > utc_now() - _READ_TOGETHER,
        )
        newest_first = session.scalars(query.order_by(Message.number.desc()).limit(5)).all()
    harmless = takewhile(lambda message: message.finding is None, newest_first)
    return [message.text for message in harmless][::-1]


def keep_on_disk(inbound: Inbound) -> Received:
    """The degraded path: masked, read by the net and spooled; `reply` is what the channel has to say itself."""
    inspected = inspect(inbound.text)
    spool.append(replace(inbound, text=inspected.text))
    if inspected.finding is not None:
        kind, subject = inspected.finding.kind, inspected.finding.subject
        return Received(crisis=kind, degraded=True, reply=hotline(kind, subject)[1])
    due = due_words(response_due(utc_now(), office_hours()))
    return Received(degraded=True, reply=signed(line("utter_bot_down", due=due)))
