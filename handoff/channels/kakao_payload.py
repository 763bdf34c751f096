"""Reads a skill call of Kakao's: the fields we need, whatever else is there. Facts: reference/kakao-skill.md §2."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.korean.normalize import storable
from handoff.channels.reading import Malformed

_LONGEST_KEY = 200
_OTHER_KEYS = ("plusfriendUserKey", "appUserId", "isFriend")


@dataclass(frozen=True)
class SkillCall:
    """One turn of a user. `validates`: Kakao only asks whether a parameter's value will do."""

    bot_id: str
    user_id: str
    utterance: str
    block_id: str
    other_keys: Mapping[str, Any]
    validates: bool = False
    value: str = ""

    def message_id(self, at: datetime) -> str:
        """Kakao gives no id: the same words of the same user in the same block and second are one message."""
        said = "\x1f".join((self.user_id, self.utterance, self.block_id, str(int(at.timestamp()))))
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def read_call(body: bytes) -> SkillCall:
    """The call in a body; raises Malformed where it has no user."""
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        raise Malformed() from None
    request = _object(payload, "userRequest")
    user = _object(request, "user")
    user_id = storable(_text(user, "id"))
    if not 0 < len(user_id) <= _LONGEST_KEY:
        raise Malformed()
    return SkillCall(
        bot_id=_text(_object(payload, "bot"), "id"),
        user_id=user_id,
        utterance=_text(request, "utterance").rstrip("\n"),
        block_id=_text(_object(request, "block"), "id"),
        other_keys=_other_keys(_object(user, "properties")),
        validates=request.get("isInSlotFilling") is not None or isinstance(request.get("value"), Mapping),
        value=_text(_object(request, "value"), "origin"),
    )


def _other_keys(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Keys by which other routes reach the same person, and whether they added the channel."""
    keys = {name: properties[name] for name in _OTHER_KEYS if isinstance(properties.get(name), (str, bool, int))}
    return {name: storable(key)[:_LONGEST_KEY] if isinstance(key, str) else key for name, key in keys.items()}


def _object(parent: Any, name: str) -> Mapping[str, Any]:
    found = parent.get(name) if isinstance(parent, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _text(parent: Mapping[str, Any], name: str) -> str:
    found = parent.get(name)
    return found if isinstance(found, str) else ""
