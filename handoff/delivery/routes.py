"""Which way a message can reach its resident: at once through a provider, or only when they write again."""

from __future__ import annotations

from collections.abc import Mapping

from handoff.delivery.sender import Sender

# Kakao's residents are shown what waits for them at the top of the next answer (channels/kakao_replies.py).
SHOWN_ON_NEXT_TURN = ("kakao",)


class Routes:
    """The senders of this process, by channel."""

    def __init__(self, senders: Mapping[str, Sender]):
        self._senders = dict(senders)

    @property
    def channels(self) -> list[str]:
        """Channels whose messages the outbox takes; the others' wait for the resident."""
        return [channel for channel in ("sms", "kakao") if channel in self._senders or not self._waits(channel)]

    def sender(self, channel: str) -> Sender | None:
        return self._senders.get(channel)

    def _waits(self, channel: str) -> bool:
        return channel in SHOWN_ON_NEXT_TURN
