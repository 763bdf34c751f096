"""What counselors say of flagged dangers comes out as data."""

from __future__ import annotations

import pytest

from handoff.cases import assignment
from handoff.cases.close import close
from handoff.cases.false_alarm import not_a_crisis
from handoff.cases.marks import Mark, marks
from handoff.db import transaction
from handoff.staff.tables import Counselor
from handoff.turns.outcome import BotReply
from tests.conftest import Clock
from tests.factories import CRISIS, FakeBot, cases, create_counselor, plain, take_turns, write

pytestmark = pytest.mark.usefixtures("each_database")


@pytest.fixture
def kim(clock: Clock) -> Counselor:
    return create_counselor()


def claimed(kim: Counselor) -> str:
    case = cases()[-1]
    with transaction() as session:
        assignment.claim(session, case.id, kim.id)
    return case.id


def lift(kim: Counselor) -> None:
    case_id = claimed(kim)
    with transaction() as session:
        not_a_crisis(session, case_id, kim.id)


def end(kim: Counselor, outcome: str = "safe") -> None:
    case_id = claimed(kim)
    with transaction() as session:
        close(session, case_id, kim.id, outcome)


def labels() -> list[tuple[str, str]]:
    return [(mark.label, mark.flagged) for mark in all_marks()]


def all_marks() -> list[Mark]:
    with transaction() as session:
        return list(marks(session))


def test_lifted_danger_comes_out_as_none(kim: Counselor) -> None:
    write(CRISIS)
    lift(kim)
    assert labels() == [("none", "suicide")]


def test_danger_that_was_dealt_with_comes_out_as_its_kind(kim: Counselor) -> None:
    write(CRISIS)
    end(kim)
    assert labels() == [("suicide", "suicide")]


@pytest.mark.parametrize("outcome", ["no_reply", "not_welfare"])
def test_danger_that_nobody_could_look_into_says_nothing(outcome: str, kim: Counselor) -> None:
    write(CRISIS)
    end(kim, outcome)
    assert labels() == []


def test_danger_that_nobody_has_judged_yet_does_not_come_out(kim: Counselor) -> None:
    write(CRISIS)
    claimed(kim)
    assert labels() == []


def test_each_judgement_speaks_of_what_came_before_it(kim: Counselor, clock: Clock) -> None:
    write(CRISIS)
    clock.advance(minutes=1)
    lift(kim)
    clock.advance(minutes=1)
    write("남편이 또 때려서 애 데리고 화장실에 숨어 있어요")
    clock.advance(minutes=1)
    end(kim)
    assert labels() == [("none", "suicide"), ("violence", "violence")]


def test_danger_that_only_the_bot_saw_comes_out_too(kim: Counselor, clock: Clock, bot: FakeBot) -> None:
    write("요즘은 아무 소리도 안 들려요")
    clock.advance(seconds=10)
    bot.says(BotReply("", (), {"decision": "crisis", "crisis": "suicide"}))
    take_turns(bot)
    end(kim)
    assert labels() == [("suicide", "suicide")]


def test_ordinary_messages_of_the_conversation_stay_inside(kim: Counselor, clock: Clock, bot: FakeBot) -> None:
    write(CRISIS)
    write("기초연금은 얼마예요")
    bot.says(plain())
    clock.advance(seconds=10)
    take_turns(bot)
    end(kim)
    assert [mark.text for mark in all_marks()] == [CRISIS]


def test_neither_numbers_nor_names_of_staff_leave(kim: Counselor) -> None:
    write(f"{CRISIS} 010-9876-5432 상도로 12길 34")
    lift(kim)
    (mark,) = all_marks()
    assert "9876" not in mark.text and "12길" not in mark.text
    assert mark.by is not None and kim.id not in mark.by and len(mark.by) == 16
