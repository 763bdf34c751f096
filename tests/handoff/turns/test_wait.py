import asyncio

from handoff.turns import wait
from handoff.turns.wait import Answer, answer_to
from handoff.turns.worker import Worker
from tests.conftest import Clock
from tests.factories import CRISIS, FakeBot, outbox, plain, take_turns, write_kakao


def test_kakao_handler_gets_the_answer_of_its_turn(each_database: None) -> None:
    bot = FakeBot()
    bot.says(plain("골라 주세요", "clarify", quick_replies=[("1", "첫째")]))

    async def scene() -> Answer:
        worker = Worker(bot)
        running = asyncio.create_task(worker.run())
        received = await asyncio.to_thread(write_kakao)
        answer = await answer_to(received.message_id or "")
        worker.stop()
        await running
        return answer

    answer = asyncio.run(scene())
    assert answer.handled and answer.texts[0].startswith("골라 주세요") and answer.quick_replies[0].label == "1"
    assert [row.state for row in outbox("reply")] == ["shown"]


def test_time_that_is_over_leaves_the_answer_for_other_ways(database: None, clock: Clock, bot: FakeBot) -> None:
    message_id = write_kakao().message_id or ""
    assert asyncio.run(answer_to(message_id, seconds=0.1)) == Answer(handled=False)
    take_turns(bot)
    assert [row.state for row in outbox("reply")] == ["queued"]


def test_hotline_is_shown_also_when_the_turn_is_late(database: None) -> None:
    message_id = write_kakao(CRISIS).message_id or ""
    answer = asyncio.run(answer_to(message_id, seconds=0.1))
    assert not answer.handled and "109" in answer.texts[0]


def test_answer_is_shown_once(database: None, clock: Clock, bot: FakeBot) -> None:
    message_id = write_kakao().message_id or ""
    take_turns(bot)
    assert asyncio.run(answer_to(message_id)).texts
    assert asyncio.run(answer_to(message_id)).texts == ()


def test_of_two_messages_in_one_turn_the_last_gets_the_answer(database: None, clock: Clock, bot: FakeBot) -> None:
    first, last = (write_kakao(text).message_id or "" for text in ("부모급여", "얼마예요"))
    take_turns(bot)
    assert asyncio.run(answer_to(first)) == Answer(handled=True)
    assert asyncio.run(answer_to(last)).texts


def test_delivery_leaves_kakaos_handler_its_time(database: None, clock: Clock, bot: FakeBot) -> None:
    write_kakao()
    take_turns(bot)
    (row,) = outbox("reply")
    assert (row.not_before - row.created_at).total_seconds() >= 3


def test_ring_between_look_and_wait_is_heard() -> None:
    async def scene() -> float:
        bell = wait.Bell()
        heard = bell.rings
        bell.ring()
        begin = asyncio.get_running_loop().time()
        await bell.wait(heard, 2)
        return asyncio.get_running_loop().time() - begin

    assert asyncio.run(scene()) < 0.5


def test_bell_wakes_everybody_who_waits() -> None:
    async def scene() -> None:
        bell = wait.Bell()
        waiting = [asyncio.create_task(bell.wait(0, 5)) for _ in range(10)]
        await asyncio.sleep(0.01)
        await asyncio.to_thread(bell.ring)
        await asyncio.wait_for(asyncio.gather(*waiting), 1)

    asyncio.run(scene())
