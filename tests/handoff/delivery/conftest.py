"""A sender that a test can make refuse, time out or accept; an outbox that uses it."""

from __future__ import annotations

from collections import deque

import pytest

from handoff.delivery.outbox import Outbox
from handoff.delivery.routes import Routes
from handoff.delivery.sender import Sending, Sent


class FakeProvider:
    """Accepts everything but what `faults` says about the next sends; lists what it accepted."""

    def __init__(self) -> None:
        self.accepted: list[Sending] = []
        self.faults: deque[Exception] = deque()
        self.listing: list[Sent] | Exception = []

    def send(self, message: Sending) -> Sent:
        if self.faults:
            raise self.faults.popleft()
        self.accepted.append(message)
        return Sent(f"SM{len(self.accepted)}")

    def find(self, message: Sending) -> list[Sent]:
        if isinstance(self.listing, Exception):
            raise self.listing
        return self.listing

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.accepted]


@pytest.fixture
def provider() -> FakeProvider:
    return FakeProvider()


@pytest.fixture
def outbox(provider: FakeProvider) -> Outbox:
    return Outbox(Routes({"sms": provider}))
