"""A tracker as the action server hands it to an action."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

from bot.evidence import Evidence


def create_tracker(evidence: Evidence, slots: dict[str, Any] | None = None, **metadata: Any) -> Tracker:
    """With what the components left on the latest message, as it comes over the wire."""
    seen = {
        "text": evidence.text,
        "intents": dict(evidence.intents),
        "links": [vars(link) for link in evidence.links],
        "facts": {
            name: list(value) if isinstance(value, tuple) else value for name, value in vars(evidence.facts).items()
        },
        "crisis": evidence.crisis,
        "known": evidence.known,
        "groups": evidence.groups,
        "metadata": metadata,
    }
    return Tracker("sender", slots or {}, seen, [], False, None, {}, "action_listen")
