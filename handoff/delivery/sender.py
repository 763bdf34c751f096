"""What a provider must be able to do for us. `app.py` hands senders in, so that delivery knows no channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Sending:
    """One SMS to be sent. `id` is ours; `began_at` is when the call was written down, just before it is made."""

    id: str
    channel: str
    to: str
    text: str
    began_at: datetime


@dataclass(frozen=True)
class Sent:
    """The provider has it, under this id; `delivered` where it is known to have arrived with the same word."""

    provider_message_id: str
    delivered: bool = False


class NotSent(Exception):
    """The provider certainly does not have it. `again`: it may be tried again later."""

    def __init__(self, reason: str, *, again: bool = False):
        super().__init__(reason)
        self.reason, self.again = reason, again


class Unsure(Exception):
    """Nobody knows whether the provider has it: a timeout, a fault in the middle."""


class Sender(Protocol):
    """Sends on one channel. Both calls may take seconds and are made with no transaction open."""

    def send(self, message: Sending) -> Sent:
        """Raises NotSent or Unsure; every other exception counts as Unsure."""

    def find(self, message: Sending) -> list[Sent]:
        """What the provider has that could be this message, sent since `began_at`, oldest first."""
