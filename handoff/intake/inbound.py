"""One message as a channel brings it, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Inbound:
    """A genuine message; the channel has checked the signature."""

    provider: str  # with provider_message_id: what is claimed, once for ever
    provider_message_id: str
    channel: str  # sms, kakao
    address: str  # +8210… or Kakao's botUserKey
    text: str
    at: datetime
    media: Sequence[Mapping[str, Any]] = ()
    other_keys: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Received:
    """A 2xx may be answered. `reply` is for the channel to say itself: with the database away nothing else will."""

    message_id: str | None = None
    conversation_id: str | None = None
    duplicate: bool = False
    crisis: str | None = None
    limited: bool = False
    degraded: bool = False
    reply: str | None = None
