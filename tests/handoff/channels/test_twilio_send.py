"""Tests of handoff/channels/twilio_send.py against a server that stands in for Twilio."""

from __future__ import annotations

import asyncio
import time

import pytest

from handoff.cases.say import say
from handoff.channels import twilio_send
from handoff.channels.sms_gateway import sms_sender
from handoff.channels.twilio_send import TwilioSender
from handoff.db import transaction, utc_now
from handoff.delivery.outbox import Outbox
from handoff.delivery.routes import Routes
from handoff.delivery.sender import NotSent, Sending, Unsure
from handoff.people.conversation import lock_conversation
from handoff.settings import settings
from tests import factories
from tests.conftest import Clock
from tests.standins.twilio import NUMBER, TwilioStandin


def sending(text: str = "안녕하세요", to: str = "+821012345678") -> Sending:
    return Sending("out-1", "sms", to, text, utc_now())


def test_message_goes_out_with_our_number_and_an_address_for_its_states(twilio: TwilioStandin) -> None:
    sent = TwilioSender(settings()).send(sending())
    assert sent.provider_message_id == twilio.sent[0]["sid"]
    assert (twilio.sent[0]["from"], twilio.sent[0]["body"]) == (NUMBER, "안녕하세요")
    assert twilio.sent[0]["status_callback"] == "https://welfare.example.kr/channels/twilio/status?out=out-1"


@pytest.mark.parametrize(
    ("fault", "again"), [("429", True), ("500", None), ("503", None), ("drop", None), ("accept_500", None)]
)
def test_only_what_certainly_was_not_sent_may_be_sent_again(
    fault: str, again: bool | None, twilio: TwilioStandin
) -> None:
    twilio.faults.append(fault)
    with pytest.raises((NotSent, Unsure)) as caught:
        TwilioSender(settings()).send(sending())
    assert getattr(caught.value, "again", None) == again


def test_connection_refused_may_be_tried_again(channels: pytest.MonkeyPatch) -> None:
    channels.setenv("BOKJI_TWILIO_API_BASE", "http://127.0.0.1:1")
    settings.cache_clear()
    with pytest.raises(NotSent) as caught:
        TwilioSender(settings()).send(sending())
    assert caught.value.again


def test_bad_number_and_wrong_token_are_told_in_korean(twilio: TwilioStandin, channels: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotSent, match="전화번호가 올바르지 않습니다"):
        TwilioSender(settings()).send(sending(to="+15005550001"))
    channels.setenv("BOKJI_TWILIO_AUTH_TOKEN", "wrong")
    settings.cache_clear()
    with pytest.raises(NotSent, match="인증"):
        TwilioSender(settings()).send(sending())


def test_list_finds_the_message_by_address_words_and_time(twilio: TwilioStandin) -> None:
    message = sending()
    twilio.accept({"To": message.to, "From": NUMBER, "Body": "다른 말"})
    twilio.accept({"To": "+821099998888", "From": NUMBER, "Body": message.text})
    ours = twilio.accept({"To": message.to, "From": NUMBER, "Body": message.text})
    assert [sent.provider_message_id for sent in TwilioSender(settings()).find(message)] == [ours["sid"]]


def test_timeout_after_accepting_is_found_again_and_the_resident_gets_one_sms(
    twilio: TwilioStandin, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr(twilio_send, "TIMEOUT", (1.0, 0.3))
    twilio.faults.append("accept_timeout")
    conversation = factories.create_conversation()
    with transaction() as session:
        say(session, lock_conversation(session, conversation.id), "counselor", "서류를 보내 주세요")
    outbox = Outbox(Routes({"sms": sms_sender(settings())}))
    assert outbox.send_one()
    assert [row.state for row in factories.outbox()] == ["unknown"]
    clock.advance(seconds=6)
    assert outbox.reconcile_one()
    (row,) = factories.outbox()
    assert (row.state, row.provider_message_id, len(twilio.sent)) == ("accepted", twilio.sent[0]["sid"], 1)


def test_simulators_phones_never_reach_twilio(twilio: TwilioStandin) -> None:
    assert sms_sender(settings()).send(sending(to="+821000000001")).delivered
    assert twilio.sent == []


def test_running_outbox_sends_by_twilio_and_stops_when_told(twilio: TwilioStandin) -> None:

    conversation = factories.create_conversation()
    with transaction() as session:
        for number in range(3):
            say(session, lock_conversation(session, conversation.id), "counselor", f"{number}번")

    async def run() -> None:
        outbox = Outbox(Routes({"sms": sms_sender(settings())}), poll=0.05)
        running = asyncio.create_task(outbox.run())
        until = time.monotonic() + 10
        while len(twilio.sent) < 3 and time.monotonic() < until:
            await asyncio.sleep(0.05)
        outbox.stop()
        await asyncio.wait_for(running, 5)

    asyncio.run(run())
    assert twilio.bodies() == ["0번", "1번", "2번"]
