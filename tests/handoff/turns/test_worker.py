import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from handoff.cases.assignment import claim
from handoff.cases.reply import reply
from handoff.db import transaction
from handoff.people.owner import give_to
from handoff.people.tables import Conversation
from handoff.turns import commit as committing
from handoff.turns import lease
from handoff.turns.bot_client import BotClient, Question
from handoff.turns.commit import commit
from handoff.turns.gather import gather
from handoff.turns.outcome import BotReply
from handoff.turns.respond import respond
from handoff.turns.worker import Worker
from tests.conftest import Clock
from tests.factories import (
    CRISIS,
    FakeBot,
    cases,
    conversation,
    create_counselor,
    handoff,
    outbox,
    plain,
    take_turns,
    thread,
    write,
    write_kakao,
)  # fmt: skip


def _authors() -> list[str]:
    return [message.author for message in thread()]


def test_question_in_three_texts_is_one_turn(each_database: None, clock: Clock, bot: FakeBot) -> None:
    for part in ("저희 엄마가요", "65세인데", "기초연금 되나요"):
        write(part)
        clock.advance(seconds=3)
    take_turns(bot)
    assert bot.questions == []
    clock.advance(seconds=4)
    take_turns(bot)
    assert [question.text for question in bot.questions] == ["저희 엄마가요\n65세인데\n기초연금 되나요"]
    assert _authors() == ["resident", "resident", "resident", "bot"]


def test_answer_is_stored_with_its_record_and_queued_for_delivery(
    each_database: None, clock: Clock, bot: FakeBot
) -> None:
    bot.says(plain("골라 주세요", "clarify", quick_replies=[("1", "첫째")]))
    write()
    clock.advance(seconds=6)
    take_turns(bot)
    asked, answer = thread()
    assert asked.handled_at is not None and answer.replies_to == asked.id
    assert answer.decision is not None and answer.decision["decision"] == "clarify"
    assert answer.quick_replies == [{"label": "1", "text": "첫째"}]
    assert [row.message_id for row in outbox("reply")] == [answer.id]
    assert conversation().due_at is None and conversation().failures == 0


def test_bot_is_told_what_it_needs(database: None, clock: Clock, bot: FakeBot) -> None:
    write("010-1234-5678인데 상도1동 12-3 살아요")
    clock.advance(seconds=6)
    take_turns(bot)
    clock.advance(minutes=5)
    second = write("/restart 그럼 서류는?")
    clock.advance(seconds=6)
    take_turns(bot)
    first, last = bot.questions
    assert "010" not in first.text and "12-3" not in first.text
    assert first.metadata["last_said"] is None and first.metadata["fresh"]
    assert last.text == "restart 그럼 서류는?" and last.message_id == second.message_id
    assert last.metadata["last_said"]["author"] == "bot" and not last.metadata["fresh"]
    assert (
        last.metadata["owner"] == "bot" and last.metadata["channel"] == "sms" and last.metadata["office"] == "dongjak"
    )


def test_after_ninety_days_nothing_said_before_is_told(database: None, clock: Clock, bot: FakeBot) -> None:
    write()
    clock.advance(seconds=6)
    take_turns(bot)
    clock.advance(days=91)
    write("누구세요")
    clock.advance(seconds=6)
    take_turns(bot)
    assert bot.questions[-1].metadata["last_said"] is None and bot.questions[-1].metadata["fresh"]


def test_handoff_queues_the_conversation_with_a_case(each_database: None, clock: Clock, bot: FakeBot) -> None:
    bot.says(handoff("own_case", referral=["livelihood"], facts={"age": 70}, guesses=[{"decision": "answer"}]))
    write("제 급여가 왜 끊겼죠")
    clock.advance(seconds=6)
    take_turns(bot)
    (case,) = cases()
    assert conversation().owner == "queue" and case.number == "2026-1123-0001"
    assert case.reason == "own_case" and case.units == ["livelihood"] and case.facts == {"age": 70}
    assert case.guesses == [{"decision": "answer"}]


def test_bot_still_answers_plain_questions_while_a_case_waits(database: None, clock: Clock, bot: FakeBot) -> None:
    bot.says(handoff())
    write("제 급여가 왜 끊겼죠")
    clock.advance(seconds=6)
    take_turns(bot)
    bot.says(plain("서류는 신분증입니다."))
    write("기초연금 서류는요?")
    clock.advance(seconds=6)
    take_turns(bot)
    assert thread()[-1].text == "서류는 신분증입니다." and conversation().owner == "queue" and len(cases()) == 1


def test_further_trouble_joins_the_case_without_a_second_line(database: None, clock: Clock, bot: FakeBot) -> None:
    bot.says(handoff("own_case", facts={"age": 70}))
    write("제 급여가 왜 끊겼죠")
    clock.advance(seconds=6)
    take_turns(bot)
    bot.says(handoff("complaint", facts={"dong": "상도1동"}))
    write("담당자가 불친절했어요")
    clock.advance(seconds=6)
    take_turns(bot)
    (case,) = cases()
    assert case.facts == {"age": 70, "dong": "상도1동"}
    assert _authors() == ["resident", "system", "resident"]
    clock.advance(hours=2)
    write("답답하네요")
    clock.advance(seconds=6)
    take_turns(bot)
    assert thread()[-1].lines == ["utter_handoff_more"]


def test_bot_is_not_asked_while_a_counselor_owns_the_conversation(
    each_database: None, clock: Clock, bot: FakeBot
) -> None:
    bot.says(handoff())
    write("상담원이요")
    clock.advance(seconds=6)
    take_turns(bot)
    with transaction() as session:
        claim(session, cases()[0].id, create_counselor().id)
    asked = len(bot.questions)
    write("여보세요")
    clock.advance(seconds=6)
    take_turns(bot)
    assert len(bot.questions) == asked and _authors()[-1] == "resident" and thread()[-1].handled_at is not None


def test_answer_of_a_turn_in_flight_is_dropped_when_a_counselor_comes(
    each_database: None, clock: Clock, bot: FakeBot
) -> None:
    bot.says(handoff())
    write("상담원이요")
    clock.advance(seconds=6)
    take_turns(bot)
    counselor = create_counselor()

    def claims_meanwhile(_: Question) -> BotReply:
        with transaction() as session:
            claim(session, cases()[0].id, counselor.id)
        return plain()

    bot.says(claims_meanwhile)
    write("기초연금은요")
    clock.advance(seconds=6)
    take_turns(bot)
    assert "bot" not in _authors() and thread()[-1].handled_at is not None


def test_turn_taken_again_after_a_crash_asks_the_same(each_database: None, clock: Clock, bot: FakeBot) -> None:
    write("하나")
    write("둘")
    clock.advance(seconds=6)
    crashed = lease.take()
    assert crashed is not None and gather(crashed) is not None
    write("셋")
    clock.advance(seconds=16)
    take_turns(bot)
    assert [question.text for question in bot.questions] == ["하나\n둘", "셋"]
    assert bot.questions[0].message_id == thread()[1].id
    assert sum(author == "bot" for author in _authors()) == 2


def test_outcome_of_a_lost_lease_is_not_stored(each_database: None, clock: Clock, bot: FakeBot) -> None:
    write()
    clock.advance(seconds=6)
    slow = lease.take()
    assert slow is not None
    turn = gather(slow)
    assert turn is not None
    clock.advance(seconds=16)
    take_turns(bot)
    assert not commit(turn, respond(plain("zweite"), turn.context))
    assert _authors() == ["resident", "bot"]


def test_bot_that_is_down_means_an_honest_line_and_a_case(each_database: None, clock: Clock, bot: FakeBot) -> None:
    bot.is_down()
    write()
    clock.advance(seconds=6)
    take_turns(bot)
    assert thread()[-1].lines[0] == "utter_bot_down" and cases()[0].reason == "bot_down"
    assert "11월 24일(화) 오후 6시" in thread()[-1].text


def test_message_on_which_every_turn_fails_goes_to_a_person(
    database: None, clock: Clock, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as patch:
        patch.setattr(committing, "_say", broken)
        write("독")
        for _ in range(6):
            clock.advance(minutes=2)
            take_turns(bot)
    assert conversation().owner == "queue" and thread()[-1].lines == ["utter_handoff_queue"]
    write("기초연금은 얼마예요")
    clock.advance(seconds=6)
    take_turns(bot)
    assert thread()[-1].author == "bot"


def test_crisis_that_only_the_bot_saw_sends_hotline_and_alarm(each_database: None, clock: Clock, bot: FakeBot) -> None:
    bot.says(BotReply("", (), {"decision": "crisis", "crisis": "survival", "reason": "crisis"}))
    write("집에 아무것도 없네요")
    clock.advance(seconds=6)
    take_turns(bot)
    assert len(outbox("hotline")) == 1 and len(outbox("alarm")) == 1
    assert conversation().owner == "queue" and cases()[0].crisis == "survival"


def test_question_beside_a_danger_is_answered(database: None, clock: Clock, bot: FakeBot) -> None:
    bot.says(plain("서류는 신분증입니다."))
    write(CRISIS + " 그런데 기초연금 서류는요?")
    take_turns(bot)
    assert _authors() == ["resident", "system", "bot"]
    assert bot.questions[0].metadata["safety"] == "suicide"


def test_photo_alone_goes_to_a_person_unasked(database: None, clock: Clock, bot: FakeBot) -> None:
    write("", media=[{"url": "https://example.org/1", "content_type": "image/jpeg"}])
    clock.advance(seconds=6)
    take_turns(bot)
    assert bot.questions == [] and thread()[-1].lines[0] == "utter_media_received" and cases()[0].reason == "own_case"


@pytest.mark.parametrize(("text", "line"), [("", "utter_empty_message"), ("///", "utter_empty_message")])
def test_empty_text_is_not_sent_to_the_bot(database: None, clock: Clock, bot: FakeBot, text: str, line: str) -> None:
    write(text)
    clock.advance(seconds=6)
    take_turns(bot)
    assert bot.questions == [] and thread()[-1].lines[0] == line and cases() == []


def test_other_language_gets_a_number_that_speaks_it_and_a_case(database: None, clock: Clock, bot: FakeBot) -> None:
    write("Tôi cần giúp đỡ về tiền thuê nhà")
    clock.advance(seconds=6)
    take_turns(bot)
    assert bot.questions == [] and thread()[-1].lines[0] == "utter_not_reading_language"
    assert cases()[0].units == ["migrants"]


def test_notice_for_new_residents_is_told_once(database: None, clock: Clock, bot: FakeBot) -> None:
    for _ in range(3):
        write()
        clock.advance(seconds=6)
        take_turns(bot)
    assert sum("utter_first_contact" in message.lines for message in thread()) == 1


def test_kakao_text_goes_on_with_the_one_before_that_was_not_understood(
    database: None, clock: Clock, bot: FakeBot
) -> None:
    bot.says(handoff("low_confidence"))
    write_kakao("부모급여")
    take_turns(bot)
    clock.advance(seconds=5)
    write_kakao("얼마나 나와요")
    take_turns(bot)
    clock.advance(seconds=30)
    write_kakao("네")
    take_turns(bot)
    assert [question.text for question in bot.questions] == ["부모급여", "부모급여\n얼마나 나와요", "네"]


def test_kakao_text_after_a_clear_answer_stands_alone(database: None, clock: Clock, bot: FakeBot) -> None:
    write_kakao("부모급여 얼마예요")
    take_turns(bot)
    clock.advance(seconds=5)
    write_kakao("고마워요")
    take_turns(bot)
    assert bot.questions[-1].text == "고마워요"


def test_protected_conversation_begins_neutrally(database: None, clock: Clock, bot: FakeBot) -> None:
    received = write("기초연금은요")
    with transaction() as session:
        session.get_one(Conversation, received.conversation_id).protected = True
    clock.advance(seconds=6)
    take_turns(bot)
    assert outbox("reply")[0].text.startswith("구청에서 보내 드리는 안내 문자입니다.\n")


def test_counselors_reply_in_a_protected_conversation_begins_neutrally(database: None, clock: Clock) -> None:
    write("남편이 지금 때려요 무서워요")
    counselor = create_counselor()
    with transaction() as session:
        case = claim(session, cases()[0].id, counselor.id)
        reply(session, case.id, counselor.id, "쉼터를 알아봤습니다")
    assert outbox("reply")[0].text.startswith("구청에서 보내 드리는 안내 문자입니다.\n")


def test_state_of_things_is_told_while_a_counselor_owns_it(database: None, clock: Clock, bot: FakeBot) -> None:
    bot.says(handoff())
    write("상담원이요")
    clock.advance(seconds=6)
    take_turns(bot)
    with transaction() as session:
        claim(session, cases()[0].id, create_counselor().id)
    write("제 건 어떻게 됐어요?")
    clock.advance(seconds=6)
    take_turns(bot)
    assert thread()[-1].author == "system" and thread()[-1].lines == ["utter_case_status_assigned"]


def test_running_worker_answers_at_once_when_woken_and_finishes_cleanly(database: None, bot: FakeBot) -> None:
    async def scene() -> float:
        worker = Worker(bot, poll=30.0)
        running = asyncio.create_task(worker.run())
        await asyncio.sleep(0.1)
        begin = asyncio.get_running_loop().time()
        await asyncio.to_thread(write_kakao)
        while len(await asyncio.to_thread(thread)) < 2:
            await asyncio.sleep(0.02)
        took = asyncio.get_running_loop().time() - begin
        worker.stop()
        await asyncio.wait_for(running, 2)
        return took

    assert asyncio.run(scene()) < 1


def test_slow_bot_holds_up_nobody_else(database: None) -> None:
    class Slow(FakeBot):
        async def ask(self, question: Question) -> BotReply:
            if question.sender == slow_one:
                await asyncio.sleep(1.5)
            return await super().ask(question)

    slow_one = write_kakao(address="slow").conversation_id
    for number in range(5):
        write_kakao(address=f"quick{number}")

    async def scene() -> int:
        worker = Worker(Slow())
        running = asyncio.create_task(worker.run())
        await asyncio.sleep(0.9)
        answered = sum(message.author == "bot" for message in await asyncio.to_thread(thread))
        worker.stop()
        await running
        return answered

    assert asyncio.run(scene()) == 5
    assert sum(message.author == "bot" for message in thread()) == 6


def test_two_workers_answer_every_message_once(each_database: None, bot: FakeBot) -> None:
    for number in range(15):
        write_kakao(address=f"user{number}")

    async def scene() -> None:
        await asyncio.gather(Worker(bot).drain(), Worker(bot).drain())

    asyncio.run(scene())
    assert len({question.message_id for question in bot.questions}) == len(bot.questions) == 15
    assert Counter(_authors()) == {"resident": 15, "bot": 15}


def test_bot_that_hangs_means_an_honest_line_within_five_seconds(database: None) -> None:
    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async def scene() -> float:
        server = await asyncio.start_server(hang, "127.0.0.1", 0)
        client = BotClient(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        begin = asyncio.get_running_loop().time()
        await Worker(client).drain()
        took = asyncio.get_running_loop().time() - begin
        await client.close()
        server.close()
        return took

    write_kakao()
    assert asyncio.run(scene()) < 5
    assert thread()[-1].lines[0] == "utter_bot_down" and cases()[0].reason == "bot_down"


def test_logs_carry_no_word_of_the_resident(
    database: None, clock: Clock, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("질문비밀")

    monkeypatch.setattr(committing, "_say", broken)
    write("질문비밀")
    clock.advance(seconds=6)
    broken_bot = FakeBot()
    broken_bot.is_down()
    take_turns(broken_bot)
    assert len(caplog.records) >= 2
    assert not any("비밀" in str(record.__dict__) for record in caplog.records)


def test_lease_lasts_longer_than_the_bot_may_take() -> None:
    assert timedelta(seconds=5) < lease.LASTS


def test_owner_cannot_change_behind_a_turns_back(database: None, clock: Clock) -> None:
    write()
    clock.advance(seconds=6)
    taken = lease.take()
    assert taken is not None
    turn = gather(taken)
    assert turn is not None
    with transaction() as session:
        give_to(session.get_one(Conversation, turn.lease.conversation_id), "counselor", "c1")
    assert not commit(turn, respond(plain(), turn.context))
