"""A counselor sends a text that puts right what a resident was told from a wrong entry; nothing sends it by itself."""

from __future__ import annotations

from sqlalchemy.orm import Session

from handoff.cases.assignment import NotTheHolder
from handoff.cases.case import open_case
from handoff.cases.events import record
from handoff.cases.reply import check_reply
from handoff.cases.say import say
from handoff.db import utc_now
from handoff.errors import HandoffError
from handoff.knowledge.corrections import lock_correction
from handoff.knowledge.drafts import check_staff
from handoff.people.conversation import lock_conversation
from handoff.people.tables import Message


class ConversationProtected(HandoffError):
    """Nothing is sent unasked where somebody violent may be reading."""

    code = "conversation_protected"
    http_status = 409


def send_correction(session: Session, correction_id: str, counselor_id: str, text: str) -> Message:
    """Sends the text as the counselor left it, once. In a conversation that a counselor holds only they can."""
    check_staff(session, counselor_id)
    text = check_reply(text)
    correction = lock_correction(session, correction_id)
    conversation = lock_conversation(session, correction.conversation_id)
    if conversation.protected:
        raise ConversationProtected()
    if conversation.owner == "counselor" and conversation.counselor_id != counselor_id:
        raise NotTheHolder()
    message = say(session, conversation, "counselor", text, counselor_id=counselor_id)
    correction.status, correction.decided_by, correction.decided_at = "sent", counselor_id, utc_now()
    correction.text, correction.sent_message_id = text, message.id
    case = open_case(session, conversation.id)
    if case is not None:
        record(session, case, "corrected", counselor_id, message_id=message.id)
    return message
