"""What was said keeps its entry and version: stored by the turn that says it."""

import pytest
from sqlalchemy import select

from handoff.db import transaction
from handoff.knowledge.entries import current
from handoff.knowledge.tables import SentEntry
from tests.conftest import Clock
from tests.factories import FakeBot, handoff, plain, take_turns, thread, write
from tests.handoff.knowledge.conftest import Office, says

COAT = [{"id": "winter_coat", "name": "겨울외투 지원", "score": 0.9}, {"id": "desk_one", "name": "-", "score": 0.1}]


def answered(bot: FakeBot, clock: Clock, **record: object) -> list[SentEntry]:
    bot.says(plain(**{"programs": COAT, "aspect": "amount", **record}))
    write("외투 얼마예요")
    clock.advance(seconds=6)
    take_turns(bot)
    with transaction() as session:
        return list(session.scalars(select(SentEntry).order_by(SentEntry.at, SentEntry.entry_id)))


def version() -> str:
    with transaction() as session:
        found = current(session, "program", "winter_coat")
    assert found is not None
    return found.version


def test_answer_keeps_the_entry_and_its_version(
    each_database: None, office: Office, bot: FakeBot, clock: Clock
) -> None:
    (sent,) = answered(bot, clock)
    assert (sent.kind, sent.entry_id, sent.aspect, sent.version) == ("program", "winter_coat", "amount", version())
    assert sent.message_id == thread()[-1].id


def test_version_is_the_one_in_force(office: Office, bot: FakeBot, clock: Clock) -> None:
    first = answered(bot, clock)[-1]
    office.put_in_force(says("amount", "한 사람에 {price}까지 드리는 제도입니다."))
    second = answered(bot, clock)[-1]
    assert second.version == version() != first.version


def test_everything_that_was_said_is_kept_where_the_bot_tells_it(office: Office, bot: FakeBot, clock: Clock) -> None:
    given = [
        ["program", "winter_coat", "summary"],
        ["desk", "desk_one", "contact"],
        ["program", "winter_coat", "summary"],
    ]
    sent = answered(bot, clock, decision="recommend", given=given)
    assert [(row.kind, row.entry_id, row.aspect) for row in sent] == [
        ("desk", "desk_one", "contact"), ("program", "winter_coat", "summary"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "record",
    [
        {"decision": "clarify"},
        {"programs": []},
        {"programs": [{"id": "unknown", "name": "-", "score": 0.5}]},
        {"given": [["hotline", "109", "contact"]]},
    ],
)
def test_what_said_nothing_of_an_entry_keeps_none(
    office: Office, bot: FakeBot, clock: Clock, record: dict[str, object]
) -> None:
    assert answered(bot, clock, **record) == []


def test_handoff_without_an_answer_keeps_none(office: Office, bot: FakeBot, clock: Clock) -> None:
    bot.says(handoff(programs=COAT))
    write("상담원이요")
    clock.advance(seconds=6)
    take_turns(bot)
    with transaction() as session:
        assert session.scalars(select(SentEntry)).all() == []
