from datetime import timedelta

import pytest

from handoff.cases.assignment import claim
from handoff.cases.protection import set_protected
from handoff.cases.reply import reply
from handoff.cases.watch import on_duty, watch_crises
from handoff.db import transaction, utc_now
from handoff.settings import settings
from handoff.staff.tables import StaffSession
from tests.conftest import Clock
from tests.factories import CRISIS, cases, conversation, create_counselor, outbox, thread, write


def test_alarm_rings_every_five_minutes_until_claimed(each_database: None, clock: Clock) -> None:
    write(CRISIS)
    for minutes in (4, 2, 4, 2):
        clock.advance(minutes=minutes)
        watch_crises()
    assert len(outbox("alarm")) == 3
    with transaction() as session:
        claim(session, cases()[0].id, create_counselor().id)
    clock.advance(hours=1)
    watch_crises()
    assert len(outbox("alarm")) == 3


def test_every_phone_on_duty_rings(database: None, clock: Clock, service: pytest.MonkeyPatch) -> None:
    service.setenv("BOKJI_DUTY_NUMBERS", "+821011112222, +821033334444")
    settings.cache_clear()
    write(CRISIS)
    assert [row.to for row in outbox("alarm")] == ["+821011112222", "+821033334444"]
    assert all(row.conversation_id is None and row.channel == "sms" for row in outbox("alarm"))


def test_resident_is_told_once_that_nobody_came(each_database: None, clock: Clock) -> None:
    write(CRISIS)
    for _ in range(8):
        clock.advance(minutes=5)
        watch_crises()
    told = [message for message in thread() if "utter_crisis_unclaimed" in message.lines]
    assert len(told) == 1 and told[0].at == thread()[0].at + timedelta(minutes=10)


def test_resident_of_a_claimed_crisis_is_not_told_that(database: None, clock: Clock) -> None:
    write(CRISIS)
    with transaction() as session:
        claim(session, cases()[0].id, create_counselor().id)
    for _ in range(4):
        clock.advance(minutes=5)
        watch_crises()
    assert not any("utter_crisis_unclaimed" in message.lines for message in thread())


def test_alarm_is_raised_also_without_duty_numbers(database: None, clock: Clock, service: pytest.MonkeyPatch) -> None:
    service.setenv("BOKJI_DUTY_NUMBERS", "")
    settings.cache_clear()
    write(CRISIS)
    clock.advance(minutes=11)
    assert watch_crises() == 1 and outbox("alarm") == []
    assert any("utter_crisis_unclaimed" in message.lines for message in thread())


def test_counselor_in_the_middle_of_a_crisis_is_not_rung_at_each_message(database: None, clock: Clock) -> None:
    write(CRISIS)
    counselor = create_counselor()
    with transaction() as session:
        claim(session, cases()[0].id, counselor.id)
    for _ in range(3):
        clock.advance(minutes=1)
        write(CRISIS)
    assert len(outbox("alarm")) == 1


def test_holder_who_does_not_react_to_a_new_crisis_loses_the_case(database: None, clock: Clock) -> None:
    write(CRISIS)
    counselor = create_counselor()
    with transaction() as session:
        claim(session, cases()[0].id, counselor.id)
    clock.advance(minutes=45)
    write(CRISIS)
    assert conversation().owner == "counselor"
    for _ in range(2):
        clock.advance(minutes=5, seconds=1)
        watch_crises()
    assert conversation().owner == "queue"


def test_reply_of_the_holder_silences_the_alarm(database: None, clock: Clock) -> None:
    write(CRISIS)
    counselor = create_counselor()
    with transaction() as session:
        claim(session, cases()[0].id, counselor.id)
    clock.advance(minutes=45)
    write(CRISIS)
    with transaction() as session:
        reply(session, cases()[0].id, counselor.id, "지금 안전하세요?")
    clock.advance(minutes=20)
    assert watch_crises() == 0 and conversation().owner == "counselor"


def test_counselor_is_on_duty_in_office_hours_or_while_signed_in(database: None, clock: Clock) -> None:
    counselor = create_counselor()
    with transaction() as session:
        assert on_duty(session, counselor.id)
        clock.advance(hours=12)
        assert not on_duty(session, counselor.id)
        session.add(
            StaffSession(
                token_hash="t", counselor_id=counselor.id, csrf_token="c", expires_at=utc_now() + timedelta(hours=1)
            )
        )
        session.flush()
        assert on_duty(session, counselor.id)


def test_protection_is_lifted_by_a_person_and_that_is_on_record(database: None, clock: Clock) -> None:
    received = write("남편이 지금 때려요 무서워요")
    counselor = create_counselor()
    clock.advance(hours=3)
    write("기초연금 얼마예요")
    assert conversation().protected
    with transaction() as session:
        set_protected(session, received.conversation_id or "", counselor.id, False)
    assert not conversation().protected
