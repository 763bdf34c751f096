from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.safety.kinds import KINDS
from handoff.cases.alarm import alarm_text
from handoff.cases.assignment import claim
from handoff.cases.tables import Case
from handoff.db import engine, transaction, utc_now
from handoff.intake import inspect
from handoff.intake.receive import receive
from tests.conftest import Clock
from tests.factories import (
    CRISIS,
    FakeBot,
    cases,
    conversation,
    create_counselor,
    inbound,
    outbox,
    take_turns,
    thread,
    write,
    write_kakao,
)  # fmt: skip


def test_message_is_stored_masked_and_encrypted(each_database: None) -> None:
    write("제 주민번호는 900101-1234567 입니다")
    assert thread()[0].text == "제 주민번호는 [주민등록번호] 입니다"
    with engine().connect() as connection:
        stored = bytes(connection.execute(text("SELECT text FROM message")).scalar_one())
    assert "주민".encode() not in stored


def test_same_provider_id_is_taken_once(each_database: None, clock: Clock) -> None:
    message = inbound()
    assert not receive(message).duplicate
    clock.advance(days=400)
    assert receive(message).duplicate
    assert len(thread()) == 1


def test_twenty_copies_at_once_are_one_message(each_database: None) -> None:
    message = inbound()
    with ThreadPoolExecutor(20) as pool:
        results = list(pool.map(lambda _: receive(message).duplicate, range(20)))
    assert results.count(False) == 1 and len(thread()) == 1


def test_messages_of_one_sender_at_once_are_numbered_without_gaps(each_database: None) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: write(f"질문 {n}"), range(15)))
    assert [message.number for message in thread()] == list(range(1, 16))


def test_signs_that_no_database_takes_are_replaced(each_database: None) -> None:
    write("안녕\x00하세요\ud800")
    assert thread()[0].text == "안녕\ufffd하세요\ufffd"


def test_sms_waits_for_the_rest_of_the_question(database: None, clock: Clock) -> None:
    begin = clock.now
    write("기초연금")
    assert conversation().due_at == begin + timedelta(seconds=6)
    clock.advance(seconds=4)
    write("얼마")
    assert conversation().due_at == begin + timedelta(seconds=10)
    for _ in range(4):
        clock.advance(seconds=4)
        write("예요")
    assert conversation().due_at == begin + timedelta(seconds=20)


def test_kakao_does_not_wait(database: None, clock: Clock) -> None:
    write_kakao()
    assert conversation().due_at == utc_now()


def test_crisis_does_not_wait_and_sends_hotline_and_alarm_at_once(each_database: None, clock: Clock) -> None:
    received = write(CRISIS)
    assert received.crisis == "suicide"
    assert conversation().due_at == utc_now()
    assert conversation().owner == "queue" and conversation().safety == "suicide"
    hotline, alarm = outbox("hotline")[0], outbox("alarm")[0]
    assert "109" in hotline.text and alarm.to == "+821011112222"
    assert cases()[0].crisis == "suicide" and cases()[0].first_response_due_at == utc_now()


def test_alarm_carries_no_word_of_the_resident(database: None) -> None:
    write(CRISIS)
    alarm = outbox("alarm")[0].text
    assert cases()[0].number in alarm
    assert not any(word in alarm for word in CRISIS.split())


@pytest.mark.parametrize("kind", KINDS)
def test_alarm_of_every_kind_is_one_short_sms(kind: str) -> None:
    assert len(alarm_text(Case(crisis=kind, number="2026-1123-0001")).encode("cp949")) <= 90


def test_hotline_is_not_repeated_within_half_an_hour(database: None, clock: Clock) -> None:
    write(CRISIS)
    clock.advance(minutes=10)
    write(CRISIS)
    assert len(outbox("hotline")) == 1
    clock.advance(minutes=31)
    write(CRISIS)
    assert len(outbox("hotline")) == 2
    assert len(cases()) == 1


def test_danger_told_in_pieces_is_found_once(database: None, clock: Clock) -> None:
    write(CRISIS)
    clock.advance(seconds=30)
    assert write("그런데 기초연금 서류는요?").crisis is None


def test_danger_is_found_while_a_counselor_owns_the_conversation(database: None, clock: Clock) -> None:
    write(CRISIS)
    clock.advance(minutes=40)
    counselor = create_counselor()
    with transaction() as session:
        claim(session, cases()[0].id, counselor.id)
    clock.advance(minutes=40)
    write(CRISIS)
    assert len(outbox("hotline")) == 2 and len(outbox("alarm")) == 2
    assert conversation().owner == "counselor"


def test_case_of_a_counselor_off_duty_goes_back_to_the_queue_in_a_crisis(database: None, clock: Clock) -> None:
    write(CRISIS)
    with transaction() as session:
        claim(session, cases()[0].id, create_counselor().id)
    clock.advance(hours=12)
    write(CRISIS)
    assert conversation().owner == "queue" and len(outbox("alarm")) == 2


def test_violence_protects_the_conversation(database: None) -> None:
    write("남편이 지금 때려요 무서워요")
    assert conversation().protected


def test_net_that_fails_means_a_person_looks(
    database: None, clock: Clock, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(inspect, "check", broken)
    write("아무 말")
    take_turns(bot)
    assert bot.questions == [] and conversation().owner == "queue"
    assert thread()[-1].lines[0] == "utter_handoff_queue"


def test_mask_that_fails_keeps_no_digit(
    database: None, clock: Clock, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: str) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(inspect, "mask", broken)
    write("900101-1234567")
    assert thread()[0].text == "○○○○○○-○○○○○○○"
    take_turns(bot)
    assert conversation().owner == "queue"


def test_words_of_the_resident_are_not_kept_with_the_finding(database: None) -> None:
    write(CRISIS)
    finding = thread()[0].finding
    assert finding is not None and finding["kind"] == "suicide" and "reasons" not in finding
