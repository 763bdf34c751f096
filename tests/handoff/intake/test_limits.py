from handoff.intake.limits import LIMITS
from tests.conftest import Clock
from tests.factories import CRISIS, FakeBot, conversation, outbox, take_turns, thread, write


def _flood(clock: Clock, count: int) -> None:
    for number in range(count):
        write(f"질문 {number}")
        clock.advance(seconds=1)


def test_flood_is_stored_and_told_once_and_kept_from_the_bot(database: None, clock: Clock, bot: FakeBot) -> None:
    most = LIMITS[0][1]
    _flood(clock, most + 5)
    clock.advance(seconds=30)
    take_turns(bot)
    residents = [message for message in thread() if message.author == "resident"]
    assert len(residents) == most + 5 and all(message.handled_at for message in residents)
    assert sum("utter_too_many" in message.lines for message in thread()) == 1
    assert f"질문 {most}" not in bot.questions[-1].text and f"질문 {most - 1}" in bot.questions[-1].text


def test_flood_never_silences_a_crisis(database: None, clock: Clock) -> None:
    _flood(clock, 40)
    received = write(CRISIS)
    assert received.crisis == "suicide" and not received.limited
    assert len(outbox("hotline")) == 1 and conversation().owner == "queue"


def test_forty_texts_a_day_are_no_flood(database: None, clock: Clock) -> None:
    for _ in range(40):
        assert not write("나 밥 먹었어").limited
        clock.advance(minutes=20)


def test_other_senders_are_not_limited(database: None, clock: Clock) -> None:
    _flood(clock, 30)
    assert not write("안녕하세요", address="+821099998888").limited
