"""The skill as Kakao calls it, with everything running: valid answers in time, and nobody else's calls."""

from __future__ import annotations

import json

import pytest

from tests.service.running import DUTY_PHONE, KAKAO_BOT, SKILL, Service, new_user, skill_call

pytestmark = pytest.mark.rasa


def test_question_and_follow_up_are_answered_in_the_same_call(service: Service) -> None:
    user = new_user()
    assert "34만 9,700원" in service.kakao(user, "기초연금 얼마예요?").text
    assert "통장" in service.kakao(user, "그럼 서류는요?").text
    assert service.rows("SELECT DISTINCT state FROM outbound WHERE channel = 'kakao' AND state != 'shown'") == []
    assert [message["author"] for message in service.thread(user)] == ["resident", "bot"] * 2


def test_crisis_gets_its_hotline_with_the_call_and_rings_the_phone_on_duty(service: Service) -> None:
    rung = len(service.received(DUTY_PHONE))
    user = new_user()
    assert "109" in service.kakao(user, "죽고 싶어요. 오늘 밤에 다 끝내려고 해요").text
    alarm = service.wait_for_reply(DUTY_PHONE, rung + 1, within=5)
    assert "긴급위험" in alarm
    assert "죽고" not in alarm
    assert service.owner(user) == "queue"


@pytest.mark.parametrize("bot", [KAKAO_BOT, f"{KAKAO_BOT}!"])
def test_our_bot_gets_in_from_both_of_its_channels(bot: str, service: Service) -> None:
    assert service.call_skill(skill_call(new_user(), "안녕하세요", bot=bot)).status_code == 200


def test_wrong_secret_and_wrong_bot_are_refused_and_leave_a_log_line(service: Service) -> None:
    stored, refused = service.rows("SELECT count(*) AS n FROM message"), len(service.logged("Webhook refused"))
    call = skill_call(new_user(), "가짜 카카오")
    answers = [
        service.call_skill(call, secret=None),
        service.call_skill(call, secret="wrong"),
        service.call_skill(skill_call(new_user(), "가짜 카카오", bot="665f00000000000000000002")),
        service.call_skill(skill_call(new_user(), "가짜 카카오", bot="")),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
    assert len(service.logged("Webhook refused")) == refused + 4
    assert service.rows("SELECT count(*) AS n FROM message") == stored


def test_what_is_no_skill_call_still_gets_an_answer_that_kakao_shows(service: Service) -> None:
    for body in (b"", b"{", b"[]", b"\xff\xfe", json.dumps({"bot": {"id": KAKAO_BOT}}).encode()):
        answer = service.call_skill(body)
        assert answer.status_code == 200
        assert "129" in answer.json()["template"]["outputs"][0]["simpleText"]["text"]
    assert service._client.get(SKILL).status_code == 405
