"""A resident's words and numbers stand in no log, and a registration number nowhere at all, whatever fails.

It comes last: the logs and files it reads are those of all tests before, who wrote the same marked words.
"""

from __future__ import annotations

import signal

import httpx
import pytest

from tests.service.running import (
    DUTY_PHONE,
    LATIN,
    MARKED,
    REGISTRATION,
    SMS,
    WORDS,
    Service,
    inbound_form,
    new_phone,
    new_user,
    skill_call,
    until,
)

pytestmark = pytest.mark.rasa

NUMBERS = (REGISTRATION, REGISTRATION.replace("-", ""), REGISTRATION.partition("-")[2])


def test_marked_words_and_numbers_are_in_no_log_and_file(service: Service) -> None:
    phone = new_phone()
    service.text(phone, f"안녕하세요 {MARKED}")
    service.kakao(new_user(), f"죽고 싶어요. 오늘 밤에 다 끝내려고 해요 {MARKED}")
    service.kakao(new_user(), f'/{LATIN}{{"{WORDS}": 1}}')
    service.call_skill(skill_call(new_user(), f"가짜 {MARKED}", bot=LATIN))
    service.post(SMS, inbound_form(new_phone(), f"가짜 {MARKED}"), "forged")
    service.post(f"{SMS}?{LATIN}={NUMBERS[1]}", inbound_form(new_phone(), "가짜"), "forged")
    _break_rasa(service)
    _break_actions(service)
    service.wait_for_reply(phone)

    assert "[주민등록번호]" in service.said(phone, "resident")[0]
    hidden = [WORDS, WORDS.encode("unicode_escape").decode(), LATIN, phone.removeprefix("+82"), DUTY_PHONE[3:]]
    for path in service.files():
        content = path.read_bytes()
        # Rasa's memory keeps what was said, but no number that tells who it was.
        in_memory = path.name.startswith("trackers.db")
        forbidden = [*NUMBERS, *(hidden[3:] if in_memory else hidden)]
        assert [text for text in forbidden if text.encode() in content] == [], path.name


def _break_rasa(service: Service) -> None:
    """Calls that make it raise: it prints what it was given."""
    for call in (
        {"text": MARKED},
        {"text": {MARKED: MARKED}, "sender": LATIN, "message_id": MARKED},
        {"text": MARKED, "sender": [MARKED], "message_id": f"{LATIN}-1", "metadata": MARKED},
    ):
        httpx.post(f"{service.settings['RASA_URL']}/webhooks/bokji/turn", json=call, trust_env=False)


def _break_actions(service: Service) -> None:
    """Rasa in the middle of a turn calls actions that hang, then actions that are away."""
    service.signal("actions", signal.SIGSTOP)
    service.kakao(new_user(), f"기초연금 얼마예요 {MARKED}")
    service.signal("actions", signal.SIGKILL)
    until(lambda: [line for line in service.logged("Child died") if line["child"] == "actions"], 10)
    service.kakao(new_user(), f"기초연금 얼마예요 {MARKED}")
    until(lambda: "34만" in service.kakao(new_user(), "기초연금 얼마예요?").text, 45, every=1)
    assert service.logged("A custom action failed") or service.logged("Fault in a child process")
