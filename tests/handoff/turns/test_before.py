"""What of an earlier talk still holds."""

from __future__ import annotations

import pytest

from handoff.db import transaction
from handoff.people.messages import add_message
from handoff.people.tables import Conversation
from handoff.turns.before import begins_anew, may_be_another
from tests.conftest import Clock
from tests.factories import FakeBot, cases, conversation, handoff, plain, take_turns, thread, write


@pytest.fixture(autouse=True)
def talk(database: None, clock: Clock, bot: FakeBot) -> None:
    """A resident has asked something, and the bot has answered."""
    say("기초연금 얼마예요", bot, clock)


def say(text: str, bot: FakeBot, clock: Clock) -> dict[str, object]:
    """What the bot is told beside a message."""
    write(text)
    clock.advance(seconds=10)
    take_turns(bot)
    return dict(bot.questions[-1].metadata)


@pytest.mark.parametrize(
    ("pause", "fresh"),
    [({"minutes": 5}, False), ({"minutes": 29}, False), ({"minutes": 31}, True), ({"days": 91}, True)],
)
def test_subject_holds_for_half_an_hour(pause: dict[str, float], fresh: bool, bot: FakeBot, clock: Clock) -> None:
    clock.advance(**pause)
    assert say("그럼 서류는?", bot, clock)["fresh"] is fresh


@pytest.mark.parametrize("text", ["누구세요?", "다른 거 하나 여쭤볼게요. 서류는요?", "번호 잘못 보내셨어요"])
def test_new_start_leaves_the_subject(text: str, bot: FakeBot, clock: Clock) -> None:
    assert say(text, bot, clock)["fresh"] is True


def test_who_does_not_know_us_is_not_told_what_was_said(bot: FakeBot, clock: Clock) -> None:
    assert say("누구세요?", bot, clock)["last_said"] is None


def test_notice_sent_in_between_does_not_make_an_old_acquaintance(bot: FakeBot, clock: Clock) -> None:
    clock.advance(days=91)
    with transaction() as session:
        add_message(session, session.get_one(Conversation, conversation().id), "system", "안내 드립니다.")
    told = say("네", bot, clock)
    assert told["fresh"] is True and told["last_said"] == {"author": "system", "text": "안내 드립니다."}


def test_after_ninety_days_nobody_is_told_of_an_earlier_case(bot: FakeBot, clock: Clock) -> None:
    bot.says(handoff("own_case"))
    say("결정에 동의 못 해요", bot, clock)
    clock.advance(days=91)
    bot.says(handoff("case_status"))
    say("제 건 어떻게 됐어요", bot, clock)
    assert thread()[-1].lines[0] == "utter_case_status_none" and len(cases()) == 1


def test_who_calls_out_is_answered_by_the_state_of_the_case(bot: FakeBot, clock: Clock) -> None:
    bot.says(handoff("own_case"))
    say("결정에 동의 못 해요", bot, clock)
    bot.says(plain("안녕하세요", "smalltalk"))
    say("여보세요?", bot, clock)
    assert thread()[-1].text.startswith("네, 듣고 있습니다.") and "11월 24일(화) 오후 6시" in thread()[-1].text


@pytest.mark.parametrize(
    "text",
    [
        "누구세요",
        "거기 누구세요?",
        "여보세요 누구시죠",
        "누군지 모르겠어요",
        "이 번호 새로 받았는데요",
        "그런 사람 아닌데요",
    ],
)
def test_another_person_is_noticed(text: str) -> None:
    assert may_be_another(text)


@pytest.mark.parametrize(
    "text", ["담당자가 누구세요", "누가 받아요", "서류를 잘못 보냈어요", "계좌번호를 잘못 적었어요", "네"]
)
def test_the_same_person_stays_the_same(text: str) -> None:
    assert not may_be_another(text)


@pytest.mark.parametrize("text", ["다른 거는 더 없어요?", "그거 말고 다른 거", "새로 나온 제도 있어요?"])
def test_question_for_more_is_no_new_start(text: str) -> None:
    assert not begins_anew(text)
