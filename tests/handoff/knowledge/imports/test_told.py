"""Whoever was told of an imported program that an import changes is found, and nobody else's versions are kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.knowledge.imported import Imported
from bot.lines import signed
from handoff.db import transaction, utc_now
from handoff.knowledge.corrections import draft_corrections, given_wrong
from handoff.knowledge.entries import changed_imports, edited_entries
from handoff.knowledge.imports.records import imported_version
from handoff.knowledge.publish import publish, publish_waiting
from handoff.knowledge.said import imported_says
from handoff.knowledge.sent import keep_entries
from handoff.knowledge.tables import IMPORTED, EntryVersion, SentEntry
from handoff.people.conversation import open_conversation
from handoff.people.messages import add_message
from tests.conftest import Clock
from tests.handoff.knowledge.imports.programs import AUGUST, program, take

pytestmark = pytest.mark.usefixtures("each_database", "clock")
TODAY = date(2026, 11, 23)
MONTHLY = program(1, "효도수당", benefit="매달 5만 원을 줍니다.", target="80세 이상 어르신")
YEARLY = {"benefit": "한 해에 한 번 5만 원을 줍니다.", "target": "80세 이상 어르신"}


def tell(record: Imported, aspect: str = "amount", address: str = "+821000000001") -> str:
    """The bot tells a resident of an imported program; the id of their conversation."""
    with transaction() as session:
        conversation = open_conversation(session, "sms", address)
        said = signed(imported_says(record.as_dict(), aspect, TODAY))
        message = add_message(session, conversation, "bot", said, at=utc_now())
        keep_entries(session, message, {"given": [["imported", record.id, aspect]]})
        return conversation.id


def change(**fields: Any) -> None:
    take(program(1, "효도수당", day=AUGUST, **(YEARLY | fields)), day=AUGUST)


def kept() -> list[EntryVersion]:
    with transaction() as session:
        return list(session.scalars(select(EntryVersion).order_by(EntryVersion.number)))


def told_wrong(version: EntryVersion) -> list[str]:
    with transaction() as session:
        return [given.conversation_id for given in given_wrong(session, version)]


def test_answer_keeps_the_program_and_its_version() -> None:
    take(MONTHLY)
    tell(MONTHLY)
    with transaction() as session:
        sent = session.scalars(select(SentEntry)).one()
        assert (sent.kind, sent.entry_id, sent.aspect) == (IMPORTED, MONTHLY.id, "amount")
        assert sent.version == imported_version(session, MONTHLY.id)


@pytest.mark.parametrize("id", ["bokjiro-local:WLF404", "x" * 200, ""])
def test_what_is_no_imported_program_keeps_nothing(id: str) -> None:
    with transaction() as session:
        message = add_message(session, open_conversation(session, "sms", "+821000000001"), "bot", "글")
        keep_entries(session, message, {"given": [["imported", id, "amount"]]})
        assert session.scalars(select(SentEntry)).all() == []


def test_changed_program_has_whom_it_was_told_to(clock: Clock) -> None:
    take(MONTHLY)
    told = tell(MONTHLY)
    clock.advance(days=1)
    change()
    before, after = kept()
    assert (before.number, before.document) == (0, MONTHLY.as_dict()) and after.why == "공식 안내의 내용이 바뀜"
    assert told_wrong(after) == [told]
    with transaction() as session:
        assert [version.id for version in changed_imports(session)] == [after.id]
        (correction,) = draft_corrections(session, after.id)
    assert correction.text.startswith(
        "11월 23일에 보내 드린 안내의 내용이 그 뒤에 바뀌어 다시 알려 드립니다.\n[효도수당]\n내용: 한 해에 한 번 5만 원을 줍니다."
    )


def test_vanished_program_has_whom_it_was_told_to(clock: Clock) -> None:
    take(MONTHLY, *(program(n) for n in range(2, 12)))
    told = tell(MONTHLY)
    clock.advance(days=1)
    take(*(program(n, day=AUGUST) for n in range(2, 12)), day=AUGUST)
    after = kept()[-1]
    assert after.why == "공식 목록에서 없어짐" and told_wrong(after) == [told]
    with transaction() as session:
        (correction,) = draft_corrections(session, after.id)
    assert "부터 공식 목록에 없는 사업입니다." in correction.text


def test_who_was_told_something_that_stayed_is_not_among_them(clock: Clock) -> None:
    take(MONTHLY)
    tell(MONTHLY, "eligibility")
    clock.advance(days=1)
    change()
    assert told_wrong(kept()[-1]) == []


def test_program_read_again_unchanged_keeps_nothing(clock: Clock) -> None:
    take(MONTHLY)
    tell(MONTHLY)
    take(program(1, "효도수당", day=AUGUST, benefit=MONTHLY.benefit, target=MONTHLY.target), day=AUGUST)
    assert kept() == []


def test_program_that_nobody_was_told_of_keeps_nothing(clock: Clock) -> None:
    take(MONTHLY)
    change()
    assert kept() == []


def test_what_was_told_more_than_ninety_days_ago_keeps_nothing(clock: Clock) -> None:
    take(MONTHLY)
    tell(MONTHLY)
    clock.advance(days=91)
    change()
    assert kept() == []


def test_every_further_change_is_kept_behind_the_others(clock: Clock) -> None:
    take(MONTHLY)
    first = tell(MONTHLY)
    clock.advance(days=1)
    change()
    clock.advance(minutes=1)
    second = tell(program(1, "효도수당", day=AUGUST, **YEARLY), address="+821000000002")
    clock.advance(days=1)
    later = program(1, "효도수당", day=AUGUST + timedelta(1), **(YEARLY | {"benefit": "없어진 수당입니다."}))
    take(later, day=AUGUST + timedelta(1))
    assert [version.number for version in kept()] == [0, 1, 2]
    assert sorted(told_wrong(kept()[-1])) == sorted([first, second])


def test_versions_of_imports_are_no_edits(clock: Clock) -> None:
    take(MONTHLY)
    tell(MONTHLY)
    publish()
    clock.advance(days=1)
    change()
    assert publish_waiting() == 1 and publish_waiting() == 0
    with transaction() as session:
        assert edited_entries(session) == []
