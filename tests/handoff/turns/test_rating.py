"""A rating is kept beside the message, and nobody gets work from it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from handoff.db import transaction
from handoff.people.tables import Rating
from handoff.turns.rating import stars_in
from tests.conftest import Clock
from tests.factories import FakeBot, cases, handoff, plain, take_turns, write


def rate(text: str, bot: FakeBot, clock: Clock) -> list[Rating]:
    write(text)
    clock.advance(seconds=10)
    take_turns(bot)
    with transaction() as session:
        return list(session.scalars(select(Rating)))


def test_rating_is_kept_with_its_message_and_opens_no_case(each_database: None, clock: Clock, bot: FakeBot) -> None:
    bot.says(plain("의견 고맙습니다.", "smalltalk"))
    (rating,) = rate("도움 됐어요 5점", bot, clock)
    assert (rating.stars, rating.message_id) == (5, bot.questions[-1].message_id) and cases() == []


@pytest.mark.parametrize("answer", [plain("이렇습니다."), handoff("complaint")])
def test_points_in_a_question_are_no_rating(database: None, answer: object, clock: Clock, bot: FakeBot) -> None:
    bot.says(answer)
    assert rate("장기요양 인정점수 5점이면 받나요", bot, clock) == []


@pytest.mark.parametrize(
    ("text", "stars"),
    [
        ("5점", 5), ("4점이요", 4), ("2점. 질문이랑 답이 달라서", 2), ("도움이많이됐습니다5점", 5), ("도움 하나도 안됨 0점", 1),
        ("별 다섯 개", 5), ("별점 5개 드려요", 5), ("별 네개 반", 4), ("★★★★★", 5), ("⭐⭐⭐⭐", 4), ("10점 만점에 9점", 5),
        ("10점 만점에 4점", 2), ("백점 만점에 백점", 5), ("오점만점에오점ㅎㅎ", 5), ("매우 불만족", 1), ("만족합니다", 4), ("보통", 3),
        ("고맙습니다", None), ("도움 됐어요", None), ("저점", None), ("", None),
    ],
)  # fmt: skip
def test_rating_is_read_as_people_write_it(text: str, stars: int | None) -> None:
    assert stars_in(text) == stars
