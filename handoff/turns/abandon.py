"""The last resort for messages on which every turn fails: a person gets them, unread by any machine."""

from __future__ import annotations

import logging

from sqlalchemy import update

from bot.lines import line, signed
from handoff.cases.case import Matter, open_or_join, wake
from handoff.cases.hours import office_hours
from handoff.cases.say import say
from handoff.cases.sla import due_words, response_due
from handoff.db import transaction, utc_now
from handoff.people.conversation import lock_conversation
from handoff.people.owner import give_to
from handoff.people.tables import Message
from handoff.turns import lease
from handoff.turns.lease import Lease

logger = logging.getLogger(__name__)

_LINE = "utter_handoff_queue"


def abandon(taken: Lease) -> None:
    """Marks all that waits as handled, with a case and an honest line, so that the conversation goes on."""
    logger.error("Turn abandoned", extra={"conversation_id": taken.conversation_id, "attempts": taken.attempts})
    with transaction() as session:
        if not lease.finish(session, taken):
            return
        conversation = lock_conversation(session, taken.conversation_id)
        waiting = update(Message).where(
            Message.conversation_id == conversation.id, Message.author == "resident", Message.handled_at.is_(None)
        )
        session.execute(waiting.values(handled_at=utc_now()).execution_options(synchronize_session=False))
        conversation.due_at = None
        if conversation.owner != "counselor":
            wake(session, open_or_join(session, conversation, Matter("low_confidence")))
            give_to(conversation, "queue")
            due = due_words(response_due(utc_now(), office_hours()))
            say(session, conversation, "system", signed(line(_LINE, due=due)), lines=[_LINE])
