"""Which gateway an SMS goes by. Nothing outside this file knows: delivery is handed one sender."""

from __future__ import annotations

from uuid import uuid4

from handoff.channels.twilio_send import TwilioSender
from handoff.delivery import reasons
from handoff.delivery.sender import NotSent, Sender, Sending, Sent
from handoff.settings import Settings

# Numbers that no carrier gives out: the simulator's phones. What is for them never leaves the house.
SIMULATED = "+82100000"


class SimulatedPhones:
    """Delivers by doing nothing: the simulator's page reads what was said from the database."""

    def send(self, message: Sending) -> Sent:
        return Sent(f"SIM{uuid4().hex}", delivered=True)

    def find(self, message: Sending) -> list[Sent]:
        return []


class SmsGateway:
    """The office's gateway, if it has one, and the simulator's phones in development."""

    def __init__(self, real: Sender | None, simulated: Sender | None):
        self._real, self._simulated = real, simulated

    def send(self, message: Sending) -> Sent:
        return self._for(message).send(message)

    def find(self, message: Sending) -> list[Sent]:
        return self._for(message).find(message)

    def _for(self, message: Sending) -> Sender:
        sender = self._simulated if message.to.startswith(SIMULATED) else self._real
        if sender is None:
            raise NotSent(reasons.NO_ROUTE)
        return sender


def sms_sender(settings: Settings) -> SmsGateway:
    """As BOKJI_SMS_GATEWAY and the account's settings say."""
    real = TwilioSender(settings) if TwilioSender.configured(settings) else None
    return SmsGateway(real, None if settings.production else SimulatedPhones())
