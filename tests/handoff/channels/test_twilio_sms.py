"""Tests of handoff/channels/twilio_sms.py through the web address that Twilio calls."""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote_from_bytes, urlencode

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from twilio.request_validator import RequestValidator

from handoff import db
from handoff.channels.twilio_sms import e164
from handoff.db import transaction
from handoff.delivery.tables import Outbound, Receipt
from handoff.intake import spool
from handoff.intake.tables import Claim
from handoff.settings import settings
from tests import factories
from tests.handoff.channels.conftest import PUBLIC_URL
from tests.standins.twilio import TOKEN

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response />'


def sign(params: dict[str, str], path: str) -> str:
    return RequestValidator(TOKEN).compute_signature(PUBLIC_URL + path, params)


def post(door: TestClient, path: str = "/channels/twilio/sms", signature: str | None = None, **params: str) -> Response:
    headers = FORM | {"X-Twilio-Signature": signature or sign(params, path)}
    return door.post(path, content=urlencode(params), headers=headers)


def text(door: TestClient, body: str, number: int = 1, **params: str) -> Response:
    return post(door, **{"MessageSid": f"SM{number:032x}", "From": "+821012345678", "Body": body, **params})


def stored() -> list[str]:
    return [message.text for message in factories.thread() if message.author == "resident"]


def test_text_is_stored_and_answered_with_empty_twiml_at_once(door: TestClient) -> None:
    answer = text(door, "기초연금 신청은 어디서 하나요?")
    assert (answer.status_code, answer.text) == (200, EMPTY)
    assert answer.headers["content-type"].startswith("text/xml")
    assert stored() == ["기초연금 신청은 어디서 하나요?"]
    assert factories.conversation().address == "+821012345678"


@pytest.mark.parametrize("signature", ["", "c2lnbmF0dXJl", "한글"])
def test_unsigned_or_altered_call_is_refused_and_leaves_nothing_but_one_log_line(
    signature: str, door: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    headers = FORM | ({"X-Twilio-Signature": signature.encode()} if signature else {})
    content = urlencode({"MessageSid": "SM1", "From": "+821012345678", "Body": "비밀"})
    with caplog.at_level(logging.WARNING):
        answer = door.post("/channels/twilio/sms", content=content, headers=headers)
    assert (answer.status_code, stored(), spool.waiting()) == (403, [], [])
    assert [record.msg for record in caplog.records] == ["Webhook refused"]


def test_altered_body_is_refused(door: TestClient) -> None:
    signature = sign({"MessageSid": "SM1", "From": "+821012345678", "Body": "원래 글"}, "/channels/twilio/sms")
    answer = post(door, signature=signature, MessageSid="SM1", From="+821012345678", Body="바꾼 글")
    assert (answer.status_code, stored()) == (403, [])


def test_without_a_token_nobody_gets_in(door: TestClient, channels: pytest.MonkeyPatch) -> None:
    channels.delenv("BOKJI_TWILIO_AUTH_TOKEN")
    settings.cache_clear()
    assert text(door, "안녕하세요").status_code == 403


def test_repeated_message_is_answered_and_counts_once(door: TestClient) -> None:
    assert [text(door, "기초연금").text for _ in range(3)] == [EMPTY] * 3
    assert stored() == ["기초연금"]


def test_same_message_on_many_connections_at_once_counts_once(door: TestClient) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: text(door, "기초연금"), range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert stored() == ["기초연금"]
    with transaction() as session:
        assert session.query(Claim).count() == 1


@pytest.mark.parametrize(
    "body",
    [
        "", " ", "😀👨‍👩‍👧", "가" * 1600, "How can I apply?", "Tôi cần giúp đỡ", "我需要帮助", "/restart", " /restart",
        "/intent{\"a\": 1}", "<script>alert(1)</script><b>굵게</b>", "${jndi:ldap://x}", "'; DROP TABLE message; --",
        "a\x00b", "\u202eabc", "\r\n\r\n", "%00%ff", "{{7*7}}", "{desk}", "\ufffe\uffff",
    ],
)  # fmt: skip
def test_any_body_is_stored_and_none_is_a_fault(body: str, door: TestClient) -> None:
    answer = text(door, body)
    assert (answer.status_code, answer.text) == (200, EMPTY)
    assert stored() == [body.replace("\x00", "\ufffd")]


@pytest.mark.parametrize("raw", [b"\xed\xa0\x80 abc", b"\xff\xfe", b"\xc3\x28"])
def test_lone_surrogates_and_broken_utf8_are_stored_as_replacements(raw: bytes, door: TestClient) -> None:

    signed = f"{PUBLIC_URL}/channels/twilio/smsBody".encode() + raw + b"From+821012345678MessageSidSM1"
    signature = base64.b64encode(hmac.digest(TOKEN.encode(), signed, "sha1")).decode()
    content = f"Body={quote_from_bytes(raw)}&From=%2B821012345678&MessageSid=SM1"
    answer = door.post("/channels/twilio/sms", content=content, headers=FORM | {"X-Twilio-Signature": signature})
    assert answer.status_code == 200
    assert "\ufffd" in stored()[0]


def test_picture_without_words_is_stored_with_its_address(door: TestClient) -> None:
    media = {"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/x/Media/ME1", "MediaContentType0": "image/jpeg"}
    assert text(door, "", **media).status_code == 200
    (message,) = factories.thread()
    assert message.media == [{"url": "https://api.twilio.com/x/Media/ME1", "content_type": "image/jpeg"}]


def test_unknown_and_repeated_parameters_are_signed_too_and_ignored(door: TestClient) -> None:
    answer = text(door, "안녕", ChannelMetadata="{}", OptOutType="STOP", 새필드="값")
    assert (answer.status_code, stored()) == (200, ["안녕"])


@pytest.mark.parametrize(
    "params",
    [
        {"From": "+821012345678", "Body": "안녕"},
        {"MessageSid": "SM1", "Body": "안녕"},
        {"MessageSid": "SM 1\n", "From": "+821012345678"},
        {"MessageSid": "S" * 200, "From": "+821012345678"},
        {"MessageSid": "SM1", "From": "\x00"},
        {"MessageSid": "SM1", "From": "<script>"},
    ],
)
def test_genuine_call_without_id_or_sender_is_a_bad_request(params: dict[str, str], door: TestClient) -> None:
    assert (post(door, **params).status_code, stored()) == (400, [])


def test_what_is_no_form_is_a_bad_request_and_a_flood_is_cut_off(door: TestClient) -> None:

    body = b'{"a": 1}'
    path = f"/channels/twilio/sms?bodySHA256={hashlib.sha256(body).hexdigest()}"
    headers = {"Content-Type": "application/json", "X-Twilio-Signature": sign({}, path)}
    assert door.post(path, content=body, headers=headers).status_code == 400
    assert door.post("/channels/twilio/sms", content=b"x" * 300_000, headers=FORM).status_code == 413
    assert door.get("/channels/twilio/sms").status_code == 405


def test_crisis_queues_its_hotline_at_once(door: TestClient) -> None:
    assert text(door, factories.CRISIS).text == EMPTY
    assert [row.purpose for row in factories.outbox()].count("hotline") == 1


def test_with_the_database_away_the_message_is_spooled_and_answered_by_twiml(
    door: TestClient, channels: pytest.MonkeyPatch
) -> None:
    channels.setenv("BOKJI_DATABASE_URL", "postgresql+psycopg://postgres@127.0.0.1:1/none")
    settings.cache_clear()
    db.forget_engine()
    crisis = text(door, factories.CRISIS)
    plain = text(door, "기초연금 알려주세요", 2)
    assert (crisis.status_code, plain.status_code, len(spool.waiting())) == (200, 200, 2)
    assert "109" in crisis.text and "<Message>" in crisis.text
    assert "자동" in plain.text


def test_database_that_hangs_counts_as_away(door: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr("handoff.channels.taking.receive", lambda inbound: time.sleep(1))
    monkeypatch.setattr("handoff.channels.twilio_sms._WAIT", 0.1)
    assert text(door, "안녕하세요").status_code == 200
    assert len(spool.waiting()) == 1


def test_states_come_back_in_any_order_and_more_than_once(door: TestClient) -> None:
    with transaction() as session:
        row = Outbound(channel="sms", to="+821012345678", text="안녕", state="accepted", provider_message_id="SM9")
        session.add(row)
    for state in ("delivered", "sent", "delivered"):
        answer = post(door, "/channels/twilio/status", MessageSid="SM9", MessageStatus=state)
        assert answer.status_code == 204
    assert factories.outbox()[0].state == "delivered"
    with transaction() as session:
        assert session.query(Receipt).count() == 2


def test_state_of_a_message_we_do_not_know_is_kept(door: TestClient) -> None:
    assert post(door, "/channels/twilio/status", MessageSid="SM9", MessageStatus="sent").status_code == 204
    assert post(door, "/channels/twilio/status", MessageSid="SM9", MessageStatus="").status_code == 400
    assert post(door, "/channels/twilio/status", "forged", MessageSid="SM9", MessageStatus="sent").status_code == 403


@pytest.mark.parametrize("number", ["010-1234-5678", "01012345678", "+82 10-1234-5678", "+821012345678"])
def test_korean_numbers_have_one_form(number: str) -> None:
    assert e164(number) == "+821012345678"


def test_what_is_no_phone_number_stays() -> None:
    assert (e164("BANK"), e164("1588")) == ("BANK", "1588")
