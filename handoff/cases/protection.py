"""`protected`: somebody violent may be reading. Set by a crisis or a counselor, lifted only by a person."""

from __future__ import annotations

from sqlalchemy.orm import Session

from handoff.cases.case import open_case
from handoff.cases.events import record
from handoff.people.conversation import lock_conversation


def set_protected(session: Session, conversation_id: str, counselor_id: str, protected: bool) -> None:
    """Sets or lifts the flag, with who did it on record where there is a case."""
    conversation = lock_conversation(session, conversation_id)
    if conversation.protected == protected:
        return
    conversation.protected = protected
    case = open_case(session, conversation_id)
    if case is not None:
        record(session, case, "protected" if protected else "unprotected", counselor_id)
