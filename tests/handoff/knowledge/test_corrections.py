from datetime import date, timedelta
from typing import Any

import pytest

from bot.lines import signed
from handoff.db import transaction, utc_now
from handoff.knowledge.corrections import (
    CorrectionDecided,
    CorrectionNotFound,
    corrections_of,
    draft_corrections,
    drop,
    given_wrong,
    protected_among,
)
from handoff.knowledge.entries import EntryNotFound, current
from handoff.knowledge.said import desk_says, program_says
from handoff.knowledge.tables import Correction, EntryVersion, SentEntry
from handoff.people.conversation import open_conversation
from handoff.people.messages import add_message
from tests.conftest import Clock
from tests.handoff.knowledge.conftest import Office, says

RIGHT = says("amount", "한 사람에 {price}까지 드리는 제도입니다.")


def tell(address: str = "+821000000001", aspect: str = "amount", kind: str = "program", **fields: Any) -> str:
    """The bot tells a resident what is in force now; the id of their conversation."""
    with transaction() as session:
        conversation = open_conversation(session, "sms", address)
        conversation.protected = fields.get("protected", False)
        asked = add_message(session, conversation, "resident", "외투 얼마예요")
        asked.turn_id = asked.id
        entry = current(session, kind, "winter_coat" if kind == "program" else "desk_one")
        assert entry is not None
        said = desk_says(entry.document) if kind == "desk" else program_says(entry.document, aspect, date(2026, 11, 23))
        message = add_message(
            session, conversation, "bot", fields.get("text", signed(said)), replies_to=asked.id, at=utc_now()
        )
        session.add(SentEntry(
            message_id=message.id, kind=kind, entry_id=entry.id, aspect=aspect, version=entry.version,
            knowledge=fields.get("knowledge", ""), at=utc_now(),
        ))  # fmt: skip
        return conversation.id


def wrong(version: EntryVersion) -> list[str]:
    with transaction() as session:
        return [given.conversation_id for given in given_wrong(session, version)]


def drafted(version: EntryVersion) -> list[Correction]:
    with transaction() as session:
        return draft_corrections(session, version.id)


def test_who_was_told_the_wrong_version_is_listed(each_database: None, office: Office, clock: Clock) -> None:
    first, second = tell("+821000000001"), tell("+821000000002")
    clock.advance(days=1)
    right = office.put_in_force(RIGHT, corrects=True)
    clock.advance(minutes=1)
    tell("+821000000003")
    assert sorted(wrong(right)) == sorted([first, second])


def test_who_was_told_more_than_ninety_days_ago_is_not(office: Office, clock: Clock) -> None:
    tell()
    clock.advance(days=91)
    assert wrong(office.put_in_force(RIGHT)) == []


def test_who_asked_about_something_that_was_right_is_not(office: Office, clock: Clock) -> None:
    tell(aspect="eligibility")
    assert wrong(office.put_in_force(RIGHT)) == []


def test_wrong_phone_stands_in_every_answer(office: Office) -> None:
    told = tell(aspect="eligibility")
    assert wrong(office.put_in_force(lambda document: document["contacts"][0].update(phone="110"))) == [told]


def test_what_the_bot_still_said_from_the_former_version_counts(office: Office, clock: Clock) -> None:
    with transaction() as session:
        before = current(session, "program", "winter_coat")
    assert before is not None
    right = office.put_in_force(RIGHT)
    clock.advance(seconds=4)
    former = signed(program_says(before.document, "amount", date(2026, 11, 23)))
    late, fresh = tell("+821000000001", text=former), tell("+821000000002")
    assert wrong(right) == [late] and late != fresh


def test_what_a_bot_says_that_has_not_swapped_for_long_counts(office: Office, clock: Clock) -> None:
    first = tell("+821000000001", knowledge="the former")
    clock.advance(hours=1)
    right = office.put_in_force(RIGHT)
    right.published_at = right.at
    clock.advance(hours=1)
    late = tell("+821000000002", text="한 사람에 5만 원을 드립니다.", knowledge="the former")
    tell("+821000000003", knowledge="the new one")
    assert wrong(right) == [first, late]


def test_wrong_phone_of_a_desk_is_found_too(office: Office, clock: Clock) -> None:
    told = tell(kind="desk", aspect="contact")
    clock.advance(days=1)
    right = office.put_in_force(lambda desk: desk.update(phones=["02-333-3333"]), "desk_one", "desk")
    assert wrong(right) == [told]
    assert "02-333-3333" in drafted(right)[0].text


def test_correction_is_drafted_for_each_conversation_once(office: Office, clock: Clock) -> None:
    told = tell()
    clock.advance(days=1)
    tell(aspect="overview")
    right = office.put_in_force(RIGHT, corrects=True)
    with transaction() as session:
        (correction,) = corrections_of(session, right.id)
    assert correction.conversation_id == told and correction.status == "draft"
    assert correction.text == (
        "11월 23일에 보내 드린 안내에 틀린 곳이 있어 바로잡습니다. 혼란을 드려 죄송합니다.\n"
        "[겨울외투 지원] 한 사람에 5만 원까지 드리는 제도입니다.\n문의: 보건복지상담센터 129\n(2026년 10월 기준)"
    )
    assert [made.id for made in drafted(right)] == [correction.id]


def test_edit_that_corrects_nothing_drafts_nothing(office: Office) -> None:
    tell()
    right = office.put_in_force(RIGHT)
    with transaction() as session:
        assert corrections_of(session, right.id) == []


def test_who_is_told_late_is_added_when_it_is_asked_again(office: Office, clock: Clock) -> None:
    right = office.put_in_force(RIGHT, corrects=True)
    clock.advance(seconds=4)
    late = tell(text="한 사람에 5만 원을 드립니다.")
    assert [correction.conversation_id for correction in drafted(right)] == [late]


def test_protected_conversations_are_shown_as_such(office: Office, clock: Clock) -> None:
    tell("+821000000001")
    hidden = tell("+821000000002", protected=True)
    clock.advance(days=1)
    corrections = drafted(office.put_in_force(RIGHT, corrects=True))
    with transaction() as session:
        assert len(corrections) == 2 and protected_among(session, corrections) == {hidden}


def test_dropped_correction_stays_on_record(office: Office, clock: Clock) -> None:
    tell()
    clock.advance(days=1)
    right = office.put_in_force(RIGHT, corrects=True)
    (correction,) = drafted(right)
    with transaction() as session:
        drop(session, correction.id, office.second)
    with pytest.raises(CorrectionDecided), transaction() as session:
        drop(session, correction.id, office.second)
    assert [(made.status, made.decided_by) for made in drafted(right)] == [("dropped", office.second)]


def test_unknown_ones_are_not_found(office: Office) -> None:
    with pytest.raises(CorrectionNotFound), transaction() as session:
        drop(session, "nothing", office.second)
    with pytest.raises(EntryNotFound), transaction() as session:
        draft_corrections(session, "nothing")


def test_later_the_wait_for_publishing_is_counted(office: Office, clock: Clock) -> None:
    right = office.put_in_force(RIGHT)
    clock.advance(minutes=2)
    late = tell(text="한 사람에 5만 원을 드립니다.")
    assert wrong(right) == [late]
    right.published_at = right.at + timedelta(seconds=1)
    assert wrong(right) == []
