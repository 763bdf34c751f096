"""Tests of handoff/channels/kakao_skill.py through the address that Kakao calls, with a worker beside it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from handoff import db
from handoff.app import create_app
from handoff.cases.say import say
from handoff.channels import kakao_secret, kakao_skill
from handoff.channels.kakao_answer import MORE
from handoff.channels.kakao_limits import validate
from handoff.db import transaction
from handoff.intake import spool
from handoff.people.conversation import lock_conversation, open_conversation
from handoff.people.owner import give_to
from handoff.settings import settings
from handoff.turns.bot_client import Question
from handoff.turns.outcome import BotReply
from handoff.turns.worker import Worker
from tests import factories
from tests.factories import FakeBot
from tests.handoff.channels.conftest import KAKAO_SECRET

pytestmark = pytest.mark.usefixtures("channels")

USER = "a1b2c3d4"
ADDRESS = "/channels/kakao/skill"


def call(utterance: str = "기초연금 얼마예요", user: str = USER, **request: Any) -> dict[str, Any]:
    block = {"id": "665f00000000000000000010", "name": "폴백 블록"}
    return {
        "bot": {"id": "665f00000000000000000001!", "name": "우리구 복지톡"},
        "intent": {**block, "extra": {"reason": {"code": 1, "message": "OK"}}},
        "action": {"id": "1", "name": "복지 스킬", "params": {}, "detailParams": {}, "clientExtra": None},
        "userRequest": {
            "block": block, "utterance": utterance, "lang": "kr", "timezone": "Asia/Seoul",
            "user": {"id": user, "type": "botUserKey", "properties": {"plusfriendUserKey": "Qx", "isFriend": True}},
            **request,
        },
        "contexts": [],
        "newField": {"unknown": [1, 2]},
    }  # fmt: skip


def kakao(
    *bodies: Any, bot: FakeBot | None = None, secret: str = KAKAO_SECRET, at_once: bool = False
) -> list[httpx.Response]:
    """Kakao's calls, one after the other or at once, while a worker answers turns with `bot` (none: no worker)."""

    async def run() -> list[httpx.Response]:
        worker = Worker(bot or FakeBot(), poll=0.05)
        working = asyncio.create_task(worker.run()) if bot else None
        transport = httpx.ASGITransport(app=create_app(["door"]))
        async with httpx.AsyncClient(transport=transport, base_url="http://door") as client:

            async def one(body: Any) -> httpx.Response:
                content = body if isinstance(body, bytes) else json.dumps(body).encode("utf-8", "surrogatepass")
                return await client.post(ADDRESS, content=content, headers={"X-Bokji-Secret": secret})

            answers = await asyncio.gather(*map(one, bodies)) if at_once else [await one(body) for body in bodies]
        worker.stop()
        if working:
            await working
        return answers

    return asyncio.run(run())


def shown(answer: httpx.Response) -> str:
    assert answer.status_code == 200
    assert validate(answer.json()) == []
    return "\n\n".join(output["simpleText"]["text"] for output in answer.json()["template"]["outputs"])


def from_counselor(*texts: str) -> None:
    with transaction() as session:
        conversation = lock_conversation(session, open_conversation(session, "kakao", USER).id)
        for text in texts:
            say(session, conversation, "counselor", text)


def states() -> list[str]:
    return [row.state for row in factories.outbox()]


def test_answer_comes_with_the_same_call_and_is_marked_as_shown(bot: FakeBot) -> None:
    bot.says(factories.plain("34만 9,700원까지입니다.\n- 자동안내", quick_replies=[("서류", "기초연금 서류")]))
    (answer,) = kakao(call(), bot=bot)
    assert shown(answer).startswith("34만 9,700원")
    assert answer.json()["template"]["quickReplies"][0]["messageText"] == "기초연금 서류"
    assert states() == ["shown"]
    assert factories.conversation().other_keys == {"plusfriendUserKey": "Qx", "isFriend": True}


@pytest.mark.parametrize(
    ("secret", "body"),
    [("", call()), ("wrong", call()), (KAKAO_SECRET, {**call(), "bot": {"id": "666"}}), ("", b"not json")],
)
def test_call_without_our_secret_or_of_another_bot_is_refused_and_leaves_nothing(secret: str, body: Any) -> None:
    (answer,) = kakao(body, secret=secret)
    assert (answer.status_code, factories.thread()) == (403, [])


def test_without_a_secret_in_production_nobody_gets_in(channels: pytest.MonkeyPatch) -> None:
    channels.delenv("BOKJI_KAKAO_SECRET")
    channels.setenv("BOKJI_ENV", "production")
    settings.cache_clear()
    assert kakao_secret.expected_secret() is None
    assert kakao(call(), secret="")[0].status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        b"", b"not json", b"[]", b'"text"', b"{}", b'{"userRequest": []}', b'{"userRequest": {"user": {"id": 5}}}',
        b"\xff\xfe", b"[" * 100_000, b"x" * 300_000, b'{"userRequest": {"user": {"id": ""}}}',
    ],
)  # fmt: skip
def test_what_cannot_be_read_gets_a_valid_apology(body: bytes) -> None:
    if b"bot" not in body:
        body = body.replace(b'{"userRequest"', b'{"bot": {"id": "665f00000000000000000001"}, "userRequest"')
    assert "112" in shown(kakao(body)[0])


@pytest.mark.parametrize(
    "utterance",
    ["", "\n", "😀", "가" * 5000, "/restart", "a\x00b", "\ud800", "<script>", "Xin chào", "{desk}", "계속 보기"],
)
def test_whatever_is_said_gets_a_valid_answer(utterance: str, bot: FakeBot) -> None:
    (answer,) = kakao(call(utterance), bot=bot)
    assert shown(answer)


def test_late_turn_gets_a_holding_line_and_is_shown_with_the_next(
    bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kakao_skill, "_ANSWERED_WITHIN", 0.2)
    began = time.monotonic()
    (answer,) = kakao(call("첫 질문"))
    assert "잠시 확인하고" in shown(answer)
    assert time.monotonic() - began < 3
    factories.take_turns(bot)
    monkeypatch.setattr(kakao_skill, "_ANSWERED_WITHIN", 3.0)
    bot.says(factories.plain("둘째 답"))
    (answer,) = kakao(call("둘째 질문"), bot=bot)
    assert shown(answer).index("34만 9,700원") < shown(answer).index("둘째 답")
    assert states() == ["shown", "shown"]


def test_counselors_replies_stand_on_top_of_the_next_answer_exactly_once(bot: FakeBot) -> None:
    from_counselor("서류를 가져오시면 됩니다", "편하실 때 오세요")
    first, second = kakao(call("네"), call("기초연금은요"), bot=bot)
    assert shown(first).startswith("서류를 가져오시면 됩니다\n\n편하실 때 오세요")
    assert "서류를" not in shown(second)


def test_two_calls_at_once_show_a_reply_once(bot: FakeBot) -> None:
    from_counselor("서류를 가져오시면 됩니다")
    answers = kakao(*(call(f"말 {number}") for number in range(5)), bot=bot, at_once=True)
    assert sum("서류를" in shown(answer) for answer in answers) == 1


def test_what_does_not_fit_waits_behind_a_button(bot: FakeBot) -> None:
    from_counselor(*(f"{number}번째 " + "안내입니다. " * 120 for number in range(5)))
    (first,) = kakao(call("네"), bot=bot)
    assert first.json()["template"]["quickReplies"][-1]["label"] == MORE
    (rest,) = kakao(call(MORE), bot=bot)
    assert "quickReplies" not in rest.json()["template"]
    everything = shown(first) + shown(rest)
    assert [everything.count(f"{number}번째") for number in range(5)] == [1] * 5
    assert all(message.text != MORE for message in factories.thread())


def test_bot_is_silent_while_a_counselor_answers(bot: FakeBot) -> None:
    with transaction() as session:
        conversation = open_conversation(session, "kakao", USER)
        say(session, conversation, "bot", "늦게 온 자동 답", replies_to="-")
        give_to(conversation, "counselor", "c1")
    first, second = kakao(call("여보세요"), call("계세요?"), bot=bot)
    assert "상담담당자가 보고 있는" in shown(first)
    assert "상담담당자가 보고 있는" in shown(second)
    assert (bot.questions, states()[0]) == ([], "suppressed")


def test_same_words_in_the_same_second_are_one_message(bot: FakeBot, clock: Any) -> None:
    answers = kakao(*[call()] * 4, bot=bot, at_once=True)
    assert all(shown(answer) for answer in answers)
    assert [message.author for message in factories.thread()].count("resident") == 1


def test_crisis_is_answered_with_its_hotline_in_the_same_call(bot: FakeBot) -> None:
    bot.is_down()
    (answer,) = kakao(call(factories.CRISIS), bot=bot)
    assert "109" in shown(answer)


def test_crisis_gets_its_hotline_even_if_the_database_goes_away_after_it_was_stored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def away(*_: Any) -> None:
        raise OperationalError("gone", None, Exception())

    monkeypatch.setattr(kakao_skill, "answer_to", away)
    monkeypatch.setattr(kakao_skill, "take_waiting", _fail)
    crisis, plain = kakao(call(factories.CRISIS), call("기초연금 알려주세요"))
    assert "109" in shown(crisis)
    assert "잠시 확인하고" in shown(plain)


def test_parameter_validation_is_accepted_and_a_danger_in_it_is_not_missed(bot: FakeBot) -> None:
    plain = call("30대", isInSlotFilling=True, value={"origin": "30대", "resolved": "30"})
    danger = call(factories.CRISIS, isInSlotFilling=True, value={"origin": factories.CRISIS})
    first, second = kakao(plain, danger, bot=bot)
    assert first.json() == {"status": "SUCCESS", "value": "30대"}
    assert second.json()["status"] == "FAIL"
    assert "109" in second.json()["message"]
    assert len(factories.outbox("hotline")) == 1


def test_database_away_gives_a_valid_answer_and_the_message_is_spooled(channels: pytest.MonkeyPatch) -> None:
    channels.setenv("BOKJI_DATABASE_URL", "postgresql+psycopg://postgres@127.0.0.1:1/none")
    settings.cache_clear()
    db.forget_engine()
    crisis, plain = kakao(call(factories.CRISIS), call("기초연금 알려주세요"))
    assert "109" in shown(crisis)
    assert "잘 받았습니다" in shown(plain)
    assert len(spool.waiting()) == 2


@pytest.mark.parametrize("where", ["taking.receive", "kakao_skill.answer_to", "kakao_skill.take_waiting"])
def test_database_that_hangs_never_costs_kakaos_five_seconds(
    where: str, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hang: Callable[..., Any] = _hang_async if where.endswith("answer_to") else _hang
    monkeypatch.setattr(f"handoff.channels.{where}", hang)
    began = time.monotonic()
    (answer,) = kakao(call(), bot=bot)
    assert shown(answer)
    assert time.monotonic() - began < 7, "the client of this test waits for the threads, Kakao would not"


def _fail(*_: Any) -> None:
    raise OperationalError("gone", None, Exception())


def _hang(*_: Any) -> None:
    time.sleep(5)


async def _hang_async(*_: Any) -> None:
    await asyncio.sleep(5)


def test_reply_taken_too_late_for_its_call_is_shown_with_the_next(
    bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = kakao_skill.answer_to

    async def late(message_id: str, seconds: float) -> Any:
        answer = await slow(message_id, seconds)
        await asyncio.sleep(1.0)
        return answer

    monkeypatch.setattr(kakao_skill, "answer_to", late)
    monkeypatch.setattr(kakao_skill, "_ANSWERED_WITHIN", 0.3)

    async def both() -> None:
        worker = Worker(bot, poll=0.05)
        working = asyncio.create_task(worker.run())
        transport = httpx.ASGITransport(app=create_app(["door"]))
        async with httpx.AsyncClient(transport=transport, base_url="http://door") as client:
            headers = {"X-Bokji-Secret": KAKAO_SECRET}
            first = await client.post(ADDRESS, json=call("첫 질문"), headers=headers)
            assert "잠시 확인하고" in shown(first)
            await asyncio.sleep(1.5)
            assert states() == ["queued"]
            second = await client.post(ADDRESS, json=call("둘째 질문"), headers=headers)
            assert "34만 9,700원" in shown(second)
        worker.stop()
        await working

    asyncio.run(both())


def test_slow_bot_does_not_cost_the_five_seconds(bot: FakeBot) -> None:
    def slow(question: Question) -> BotReply:
        time.sleep(0.5)
        return factories.plain()

    bot.says(slow)
    began = time.monotonic()
    (answer,) = kakao(call(), bot=bot)
    assert "34만" in shown(answer)
    assert time.monotonic() - began < 4
