"""Notes that counselors leave beside a case; residents never see them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from handoff.cases.assignment import lock_case
from handoff.cases.events import record
from handoff.cases.reply import check_reply
from handoff.people.messages import add_message
from handoff.people.tables import Message


def add_note(session: Session, case_id: str, counselor_id: str, text: str) -> Message:
    """A private line in the thread. Any counselor may leave one, the holder or not."""
    text = check_reply(text)
    case, conversation = lock_case(session, case_id)
    message = add_message(session, conversation, "counselor", text, private=True, counselor_id=counselor_id)
    record(session, case, "noted", counselor_id, message_id=message.id)
    return message
