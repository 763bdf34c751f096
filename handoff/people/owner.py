"""Who answers now: the one place that changes `Conversation.owner`.

It stands in people/ rather than turns/, since cases/ changes owners too and never imports to its right.
"""

from __future__ import annotations

from handoff.errors import HandoffError
from handoff.people.tables import Conversation

ALLOWED = {
    ("bot", "queue"),  # a handoff
    ("bot", "counselor"),  # a counselor steps in
    ("queue", "counselor"),  # claimed
    ("queue", "bot"),  # closed or handed back without having been held
    ("counselor", "queue"),  # released, or its holder is off duty
    ("counselor", "bot"),  # handed back or closed
    ("counselor", "counselor"),  # another counselor takes over
}


class OwnerChangeRefused(HandoffError):
    """The conversation cannot pass between these two."""

    code = "owner_change_refused"
    http_status = 409


def give_to(conversation: Conversation, owner: str, counselor_id: str | None = None) -> None:
    """Changes the owner of a conversation that the caller has locked; the same owner again changes nothing.

    A person's coming or going overtakes a turn in flight: its fence no longer holds, it cannot say anything, and the
    messages it had taken are taken again under the new owner.
    """
    before = (conversation.owner, conversation.counselor_id)
    if before == (owner, counselor_id):
        return
    if (conversation.owner, owner) not in ALLOWED or (owner == "counselor") != (counselor_id is not None):
        raise OwnerChangeRefused(f"the conversation cannot pass from {conversation.owner} to {owner}")
    conversation.owner, conversation.counselor_id = owner, counselor_id
    if "counselor" in (before[0], owner):
        conversation.fence += 1
        conversation.leased_until = None
