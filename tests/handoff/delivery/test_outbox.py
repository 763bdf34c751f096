"""Tests of handoff/delivery/outbox.py and queue.py, on SQLite and PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from handoff.cases.say import say
from handoff.db import transaction
from handoff.delivery import queue, reasons
from handoff.delivery.outbox import Outbox
from handoff.delivery.routes import Routes
from handoff.delivery.sender import NotSent, Sent, Unsure
from handoff.delivery.settle import ATTEMPTS
from handoff.delivery.tables import Outbound
from handoff.people.conversation import lock_conversation
from handoff.people.owner import give_to
from handoff.people.tables import Conversation
from tests import factories
from tests.conftest import Clock
from tests.handoff.delivery.conftest import FakeProvider

pytestmark = pytest.mark.usefixtures("each_database")


@pytest.fixture
def resident(each_database: None) -> Conversation:
    return factories.create_conversation()


def tell(resident: Conversation, text: str, author: str = "bot", **fields: str) -> None:
    with transaction() as session:
        say(session, lock_conversation(session, resident.id), author, text, **fields)


def rows() -> list[Outbound]:
    return sorted(factories.outbox(), key=lambda row: (row.created_at, row.part))


def states() -> list[str]:
    return [row.state for row in rows()]


def send_all(outbox: Outbox) -> None:
    while outbox.send_one():
        pass


def test_message_is_sent_once(resident: Conversation, outbox: Outbox, provider: FakeProvider) -> None:
    tell(resident, "안녕하세요")
    send_all(outbox)
    assert provider.texts == ["안녕하세요"]
    assert (rows()[0].state, rows()[0].provider_message_id) == ("accepted", "SM1")


def test_many_workers_send_each_message_once_and_in_order(
    resident: Conversation, outbox: Outbox, provider: FakeProvider
) -> None:
    other = factories.create_conversation(address="+821099998888")
    for number in range(8):
        tell(resident, f"첫째 {number}")
        tell(other, f"둘째 {number}")

    def work() -> None:
        for _ in range(40):
            outbox.send_one()

    with ThreadPoolExecutor(6) as pool:
        for lane in [pool.submit(work) for _ in range(6)]:
            lane.result()
    for name in ("첫째", "둘째"):
        assert [text for text in provider.texts if text.startswith(name)] == [f"{name} {n}" for n in range(8)]


def test_hotline_overtakes_what_waits(resident: Conversation, outbox: Outbox, provider: FakeProvider) -> None:
    tell(resident, "먼저")
    tell(resident, "109로 전화하세요", "system", purpose="hotline")
    send_all(outbox)
    assert provider.texts == ["109로 전화하세요", "먼저"]


def test_nothing_by_the_bot_goes_out_once_a_counselor_has_the_conversation(
    resident: Conversation, outbox: Outbox, provider: FakeProvider
) -> None:
    tell(resident, "자동 답")
    tell(resident, "접수했습니다", "system")
    with transaction() as session:
        give_to(lock_conversation(session, resident.id), "counselor", "c1")
    send_all(outbox)
    assert provider.texts == ["접수했습니다"]
    assert (rows()[0].state, rows()[0].reason) == ("suppressed", reasons.HELD)


def test_long_text_goes_in_parts_in_order(resident: Conversation, outbox: Outbox, provider: FakeProvider) -> None:
    tell(resident, "기초연금을 안내합니다. " * 150)
    tell(resident, "다음 말")
    send_all(outbox)
    assert [len(text.encode("cp949")) <= 2000 for text in provider.texts] == [True] * 3
    assert provider.texts[2] == "다음 말"
    assert [row.part for row in rows()] == [0, 1, 0]


def test_text_without_a_letter_that_can_be_sent_fails_openly(
    resident: Conversation, outbox: Outbox, provider: FakeProvider
) -> None:
    tell(resident, "👍", "counselor")
    send_all(outbox)
    assert (provider.texts, rows()[0].reason) == ([], reasons.NOTHING_LEFT)


def test_safe_refusal_is_tried_again_later_and_holds_back_what_follows(
    resident: Conversation, outbox: Outbox, provider: FakeProvider, clock: Clock
) -> None:
    tell(resident, "하나")
    tell(resident, "둘")
    provider.faults.append(NotSent("바쁨", again=True))
    send_all(outbox)
    assert (provider.texts, states()) == ([], ["queued", "queued"])
    clock.advance(seconds=3)
    send_all(outbox)
    assert provider.texts == ["하나", "둘"]


def test_refusals_without_end_become_a_task(
    resident: Conversation, outbox: Outbox, provider: FakeProvider, clock: Clock
) -> None:
    tell(resident, "하나")
    provider.faults.extend(NotSent("바쁨", again=True) for _ in range(ATTEMPTS))
    for _ in range(ATTEMPTS):
        send_all(outbox)
        clock.advance(minutes=6)
    assert (rows()[0].state, rows()[0].reason) == ("failed", reasons.GAVE_UP)


def test_refusal_for_good_is_a_task_at_once_and_the_next_message_goes_on(
    resident: Conversation, outbox: Outbox, provider: FakeProvider
) -> None:
    tell(resident, "하나")
    tell(resident, "둘")
    provider.faults.append(NotSent("없는 번호입니다"))
    send_all(outbox)
    assert (rows()[0].state, rows()[0].reason, provider.texts) == ("failed", "없는 번호입니다", ["둘"])


@pytest.mark.parametrize("fault", [Unsure(), ValueError("a fault in the sender")])
def test_timeout_is_never_sent_again(
    fault: Exception, resident: Conversation, outbox: Outbox, provider: FakeProvider, clock: Clock
) -> None:
    tell(resident, "하나")
    provider.faults.append(fault)
    send_all(outbox)
    assert states() == ["unknown"]
    for _ in range(30):
        clock.advance(seconds=10)
        send_all(outbox)
        outbox.reconcile_one()
    assert (rows()[0].state, rows()[0].reason, provider.texts) == ("failed", reasons.NOT_CONFIRMED, [])


def test_message_found_at_the_provider_counts_as_accepted(
    resident: Conversation, outbox: Outbox, provider: FakeProvider, clock: Clock
) -> None:
    tell(resident, "하나")
    provider.faults.append(Unsure())
    provider.listing = [Sent("SM77")]
    send_all(outbox)
    assert not outbox.reconcile_one(), "a provider lists late: the first look waits a little"
    clock.advance(seconds=6)
    assert outbox.reconcile_one()
    assert (rows()[0].state, rows()[0].provider_message_id) == ("accepted", "SM77")


def test_same_words_sent_twice_are_not_taken_for_one_another(
    resident: Conversation, outbox: Outbox, provider: FakeProvider, clock: Clock
) -> None:
    tell(resident, "같은 말")
    send_all(outbox)
    tell(resident, "같은 말")
    provider.faults.append(Unsure())
    provider.listing = [Sent("SM1"), Sent("SM2")]
    send_all(outbox)
    clock.advance(seconds=6)
    outbox.reconcile_one()
    assert [row.provider_message_id for row in rows()] == ["SM1", "SM2"]


def test_crash_between_sending_and_accepted_leaves_no_second_sms(
    resident: Conversation, outbox: Outbox, provider: FakeProvider, clock: Clock
) -> None:
    tell(resident, "하나")
    tell(resident, "둘")
    assert queue.take_next(["sms"]) is not None, "this worker dies before it calls the provider"
    send_all(outbox)
    assert provider.texts == [], "what follows waits until it is known"
    clock.advance(seconds=31)
    assert outbox.reconcile_one()
    clock.advance(seconds=91)
    outbox.reconcile_one()
    send_all(outbox)
    assert (states(), provider.texts) == (["failed", "accepted"], ["둘"])


def test_list_that_is_away_is_asked_again(
    resident: Conversation, outbox: Outbox, provider: FakeProvider, clock: Clock
) -> None:
    tell(resident, "하나")
    provider.faults.append(Unsure())
    provider.listing = ConnectionError()
    send_all(outbox)
    for _ in range(12):
        clock.advance(seconds=31)
        outbox.reconcile_one()
    assert states() == ["unknown"]
    provider.listing = [Sent("SM5")]
    clock.advance(seconds=31)
    outbox.reconcile_one()
    assert states() == ["accepted"]


def test_alarm_to_staff_goes_out(outbox: Outbox, provider: FakeProvider) -> None:
    with transaction() as session:
        session.add(Outbound(channel="sms", to="+821011112222", text="[긴급위험]", purpose="alarm"))
    send_all(outbox)
    assert provider.texts == ["[긴급위험]"]


def test_without_a_gateway_it_is_a_task_and_says_why(resident: Conversation) -> None:
    tell(resident, "하나")
    send_all(Outbox(Routes({})))
    assert (rows()[0].state, rows()[0].reason) == ("failed", reasons.NO_ROUTE)


def test_kakao_waits_for_the_resident(outbox: Outbox, provider: FakeProvider, clock: Clock) -> None:
    kakao = factories.create_conversation("kakao", "user-key")
    tell(kakao, "상담담당자입니다", "counselor")
    clock.advance(minutes=1)
    send_all(outbox)
    assert (states(), provider.texts) == (["queued"], [])
