"""A resident's words and numbers stand in no log, and a registration number nowhere at all, whatever fails."""

from __future__ import annotations

import signal

import pytest

from tests.service.running import DUTY_PHONE, SMS, Service, inbound_form, new_phone, new_user, skill_call, until

pytestmark = pytest.mark.rasa

WORDS = "옥수수수염차광고전단지"  # nobody says that
LATIN = "zqxjkvbwpf"  # a word that a log of plain letters could carry
REGISTRATION = ("900101-1234568", "9001011234568", "1234568")


def sentence(about: str) -> str:
    return f"{WORDS} {LATIN} {about} 제 주민번호는 {REGISTRATION[0]} 이에요 기초연금 얼마예요"


def test_marker_and_registration_number_are_in_no_log_and_file(service: Service) -> None:
    phone, user = new_phone(), new_user()
    service.text(phone, sentence("안녕하세요"))
    service.kakao(user, sentence("안녕하세요"))
    service.kakao(new_user(), sentence("죽고 싶어요. 오늘 밤에 다 끝내려고 해요"))
    service.kakao(new_user(), f"/{LATIN}{{\"{WORDS}\": 1}}")
    service.call_skill(skill_call(new_user(), sentence("가짜"), bot=LATIN))
    service.post(SMS, inbound_form(new_phone(), sentence("가짜")), "forged")
    service.post(f"{SMS}?{LATIN}={REGISTRATION[1]}", inbound_form(new_phone(), "가짜"), "forged")
    service.wait_for_reply(phone)
    _fail_in_every_way(service)

    assert "[주민등록번호]" in service.said(phone, "resident")[0]
    sms_number = phone.removeprefix("+82")
    for path in service.files():
        content = path.read_bytes()
        found = [text for text in REGISTRATION if text.encode() in content]
        assert not found, f"{path.name} holds a registration number"
        if not path.name.startswith("trackers.db"):  # Rasa's memory keeps what was said, without numbers
            assert WORDS.encode() not in content, path.name
            assert LATIN.encode() not in content, path.name
            assert WORDS.encode("unicode_escape") not in content, path.name
        assert sms_number.encode() not in content, path.name
        assert DUTY_PHONE.removeprefix("+82").encode() not in content, path.name


def _fail_in_every_way(service: Service) -> None:
    """Actions away, actions that hang, Rasa killed in the middle of a turn: each prints something."""
    for child, number in (("actions", signal.SIGSTOP), ("actions", signal.SIGKILL), ("rasa", signal.SIGKILL)):
        before = len(service.logged("Child died"))
        service.signal(child, number)
        service.kakao(new_user(), sentence("자동안내가 멈췄어요"))
        if number == signal.SIGSTOP:
            service.signal(child, signal.SIGCONT)
        else:
            until(lambda before=before: len(service.logged("Child died")) > before, 10)
            service.wait_for_bot()
    until(lambda: "34만" in service.kakao(new_user(), "기초연금 얼마예요?").text, 45, every=1)
