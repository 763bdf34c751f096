"""What people and machines send that is no question: kept safely, never executed, never a fault, sensibly answered."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.service.running import HOLD, KAKAO_BOT, Service, new_phone, new_user, skill_call

pytestmark = pytest.mark.rasa

PHOTO = {"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/2010-04-01/Media/ME1", "MediaContentType0": "image/jpeg"}
LONG = (
    "저는 상도동에 사는 예순두 살 먹은 사람입니다. 허리를 다쳐서 일을 쉰 지 석 달째고 월세가 두 달 밀렸어요. "
    "아들은 지방에 있고 연락이 뜸합니다. "
    "작년에 주민센터에 갔더니 재산이 있어서 안 된다고 했는데 그 집은 이미 팔았습니다. "
    "병원비도 걱정이고 어디에 무엇을 물어봐야 할지 몰라서 이렇게 길게 적어 봅니다. "
) * 9
EMPTY, LANGUAGES, MEDIA, PERSON = "내용이 비어 있습니다", "1577-1366", "사진을 받았습니다", "상담담당자에게 전했습니다"

# name → what is sent, what is kept (None: the same), what one of the replies contains
BODIES: dict[str, tuple[str | bytes, str | None, tuple[str, ...]]] = {
    "empty": ("", None, (EMPTY,)),
    "blank": (" \n ", None, (EMPTY,)),
    "emoji": ("😀👨‍👩‍👧🙏", None, ("글로 적어", "복지", PERSON)),
    "1600 letters": (LONG[:1600], None, (PERSON, "말씀하신 상황")),
    "photo": ("", None, (MEDIA,)),
    "English": ("Hello, how can I apply for childcare benefits?", None, (LANGUAGES,)),
    "Vietnamese": ("Tôi cần giúp đỡ, con tôi bị ốm", None, (LANGUAGES,)),
    "Chinese": ("我需要帮助,请问怎么申请补贴", None, (LANGUAGES,)),
    "restart": ("/restart", None, ("복지", PERSON, LANGUAGES)),
    "blank restart": (" /restart", None, ("복지", PERSON, LANGUAGES)),
    "intent": ('/intent{"a":1}', None, ("복지", PERSON, LANGUAGES)),
    "intent of ours": ('/thank{"program":"x"}', None, ("복지", PERSON, LANGUAGES)),
    "HTML": ("<b>기초연금</b> 얼마예요<script>alert(1)</script>", None, ("34만 9,700원", PERSON)),
    "template": ("{{7*7}} ${jndi:ldap://x} {desk} 기초연금 얼마예요", None, ("34만 9,700원", PERSON)),
    "NUL": ("기초\x00연금 얼마예요", "기초\ufffd연금 얼마예요", ("34만 9,700원", PERSON, "기초연금")),
    "surrogate": (b"\xed\xa0\x80 \xea\xb0\x80", None, ("복지", PERSON, EMPTY)),  # as bytes: no text can carry it
    "no UTF-8": ("기초연금".encode("cp949"), None, ("복지", PERSON, EMPTY)),
}


def test_texts_of_every_sort(service: Service) -> None:
    """All at the same time, from a phone each."""
    phones = {name: new_phone() for name in BODIES}

    def send(name: str) -> int:
        return service.text(phones[name], BODIES[name][0], **(PHOTO if name == "photo" else {})).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(send, BODIES)) == {200}
    wrong = []
    for name, phone in phones.items():
        reply = service.wait_for_reply(phone, within=HOLD + 15)  # seventeen turns are in line
        wrong += _wrong(service, phone, name, reply)
    assert wrong == []
    _bot_still_answers(service)


def test_kakao_turns_of_every_sort(service: Service) -> None:
    wrong = []
    for name, (body, _, _) in BODIES.items():
        if name == "photo":
            continue  # Kakao brings none
        user = new_user()
        utterance = "\ud800 가" if name == "surrogate" else body  # in JSON it can be written as an escape
        if isinstance(utterance, bytes):
            call = skill_call(user, "기초연금")
            answer = service.call_skill(_with_bytes(call, utterance))
            assert answer.status_code == 200
            continue
        wrong += _wrong(service, user, name, service.kakao(user, utterance).text)
    assert wrong == []
    _bot_still_answers(service)


def _with_bytes(call: dict[str, object], utterance: bytes) -> bytes:
    """JSON with bytes in it that are no UTF-8."""
    return json.dumps(call, ensure_ascii=False).encode().replace("기초연금".encode(), utterance)


def _wrong(service: Service, address: str, name: str, reply: str) -> list[str]:
    """What is not as it should be about one of them."""
    sent, kept, expected = BODIES[name]
    stored = service.said(address, "resident")
    problems = []
    if isinstance(sent, bytes) or name == "surrogate":
        if len(stored) != 1 or "\ufffd" not in stored[0] or any("\ud800" <= letter <= "\udfff" for letter in stored[0]):
            problems.append(f"{name}: kept as {stored}")
    elif stored != [sent if kept is None else kept]:
        problems.append(f"{name}: kept as {stored}")
    if not any(words in reply for words in expected):
        problems.append(f"{name}: answered {reply!r}")
    if any(trace in reply for trace in ("<script", "49 ", "Traceback", "None", "intent")):
        problems.append(f"{name}: echoed or executed: {reply!r}")
    return problems


def _bot_still_answers(service: Service) -> None:
    assert "34만 9,700원" in service.kakao(new_user(), "기초연금 얼마예요?").text
    assert service.ready() == (200, "up")


def test_leading_slash_does_not_reach_rasa_as_a_command(service: Service) -> None:
    """`/restart` would wipe what the conversation remembers."""
    user = new_user()
    service.kakao(user, "기초연금 얼마예요?")
    for command in ("/restart", " /restart", "//session_start"):
        assert "34만" not in service.kakao(user, command).text
    assert "통장" in service.kakao(user, "기초연금 서류는요?").text


def test_calls_that_no_client_of_ours_would_make(service: Service) -> None:
    for content in (b"x" * 300_000, b"%", b"&" * 5000):
        answer = service._client.post(
            "/channels/twilio/sms", content=content, headers={"Content-Type": "application/x-www-form-urlencoded"}
        )
        assert answer.status_code in (403, 413)
    deep = b'{"a":' * 20_000 + b"1" + b"}" * 20_000
    for body in (deep, b'{"bot": {"id": "%s"}}' % KAKAO_BOT.encode()):
        assert service.call_skill(body).status_code == 200
