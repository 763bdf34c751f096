"""The whole path of an SMS: signed webhook, intake, Rasa, outbox, Twilio, and back."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.service.running import HOLD, SMS, Service, inbound_form, new_phone, signature, until

pytestmark = pytest.mark.rasa

EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response />'


def test_question_and_its_follow_up_are_answered_by_sms(service: Service) -> None:
    phone = new_phone()
    answer = service.text(phone, "기초연금 얼마예요?")
    assert (answer.status_code, answer.text) == (200, EMPTY)
    assert service.said(phone, "resident") == ["기초연금 얼마예요?"]
    assert "34만 9,700원" in service.wait_for_reply(phone, within=HOLD + 5)
    service.text(phone, "그럼 서류는요?")
    follow_up = service.wait_for_reply(phone, 2)
    assert "기초연금" in follow_up
    assert "통장" in follow_up
    assert [message["author"] for message in service.thread(phone)] == ["resident", "bot"] * 2
    assert service.owner(phone) == "bot"


def test_unsigned_and_altered_calls_leave_nothing_but_a_log_line(service: Service) -> None:
    stored, refused = service.rows("SELECT count(*) AS n FROM message"), len(service.logged("Webhook refused"))
    form = inbound_form(new_phone(), "가짜 문자입니다")
    right = signature(service.url + SMS, form)
    altered = [(form | {"Body": "다른 글"}, right), (form | {"New": ""}, right)]
    for number, (changed, signed) in enumerate([(form, None), (form, ""), (form, "c2lnbmF0dXJl"), *altered]):
        assert service.post(SMS, changed, signed).status_code == 403
        until(lambda number=number: len(service.logged("Webhook refused")) == refused + number + 1, 5)
    assert service.rows("SELECT count(*) AS n FROM message") == stored
    assert "가짜 문자" not in service.log.read_text(encoding="utf-8")
    assert service.post(SMS, form, right).status_code == 200


def test_same_message_again_and_on_many_connections_is_one_turn(service: Service) -> None:
    phone, sid = new_phone(), f"SM{uuid4().hex}"
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: service.text(phone, "안녕하세요", sid), range(8)))
    assert {(answer.status_code, answer.text) for answer in answers} == {(200, EMPTY)}
    service.wait_for_reply(phone)
    assert service.text(phone, "안녕하세요", sid).status_code == 200
    time.sleep(1.5)  # the worker looks once a second: a second turn would have begun
    assert [message["author"] for message in service.thread(phone)] == ["resident", "bot"]
    assert len(service.received(phone)) == 1


def test_three_texts_at_once_are_one_turn(service: Service) -> None:
    phone = new_phone()
    for part in ("안녕하세요", "저희 어머니가", "기초연금 얼마 받으시는지 궁금해요"):
        service.text(phone, part)
    assert "34만 9,700원" in service.wait_for_reply(phone)
    assert [message["author"] for message in service.thread(phone)] == ["resident"] * 3 + ["bot"]
    assert len({message["turn_id"] for message in service.thread(phone)[:3]}) == 1
    assert len(service.received(phone)) == 1


def test_status_callbacks_change_the_state_and_never_back(service: Service) -> None:
    phone = new_phone()
    service.text(phone, "죽고 싶어요. 오늘 밤에 다 끝내려고 해요")  # its hotline does not wait for more texts
    service.wait_for_reply(phone, within=5)
    message, *_ = (sent for sent in service.twilio.sent if sent["to"] == phone)
    for status, error, state in (
        ("sent", "", "accepted"),
        ("delivered", "", "delivered"),
        ("sent", "", "delivered"),
        ("delivered", "", "delivered"),
        ("undelivered", "30003", "failed"),
    ):
        assert service.report(message, status, error) == 204
        (row,) = service.rows("SELECT state, reason FROM outbound WHERE provider_message_id = :sid", sid=message["sid"])
        assert row["state"] == state
    assert "꺼져 있거나" in row["reason"]
    forged = {"MessageSid": message["sid"], "MessageStatus": "delivered"}
    assert service.post("/channels/twilio/status", forged, "forged").status_code == 403
