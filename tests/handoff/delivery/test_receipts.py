"""Tests of handoff/delivery/receipts.py, on SQLite and PostgreSQL."""

from __future__ import annotations

from itertools import permutations

import pytest
from sqlalchemy import select

from handoff.cases.say import say
from handoff.db import transaction
from handoff.delivery.outbox import Outbox
from handoff.delivery.receipts import keep_receipt
from handoff.delivery.sender import Unsure
from handoff.delivery.tables import Outbound, Receipt
from handoff.people.conversation import lock_conversation
from tests import factories
from tests.handoff.delivery.conftest import FakeProvider

pytestmark = pytest.mark.usefixtures("each_database")


def create_sent(sid: str) -> str:
    with transaction() as session:
        row = Outbound(channel="sms", to="+821012345678", text="안녕", state="accepted", provider_message_id=sid)
        session.add(row)
    return row.id


def tell(text: str) -> None:
    conversation = factories.create_conversation()
    with transaction() as session:
        say(session, lock_conversation(session, conversation.id), "counselor", text)


def state(sid: str) -> tuple[str, str | None]:
    with transaction() as session:
        row = session.scalars(select(Outbound).filter_by(provider_message_id=sid)).one()
        return row.state, row.reason


def test_receipts_in_any_order_come_to_the_same_state() -> None:
    for number, order in enumerate(permutations(["sent", "delivered", "sending"])):
        create_sent(f"SM{number}")
        for status in order:
            keep_receipt(f"SM{number}", status)
        assert state(f"SM{number}") == ("delivered", None)


def test_failure_of_one_part_beats_delivered_whichever_comes_first() -> None:
    for number, order in enumerate(permutations([("sent", ""), ("undelivered", "30003"), ("delivered", "")])):
        create_sent(f"SM{number}")
        for status, code in order:
            keep_receipt(f"SM{number}", status, code)
        assert state(f"SM{number}") == ("failed", "휴대전화가 꺼져 있거나 연결되지 않습니다")


def test_repeated_receipt_is_kept_once_and_each_state_of_a_message_is_kept() -> None:
    create_sent("SM1")
    assert keep_receipt("SM1", "sent")
    assert not keep_receipt("SM1", "sent")
    assert keep_receipt("SM1", "delivered")
    with transaction() as session:
        assert len(session.scalars(select(Receipt)).all()) == 2


def test_receipt_of_an_unknown_message_is_kept_until_the_message_is_known(outbox: Outbox) -> None:
    assert keep_receipt("SM1", "delivered")
    tell("안녕")
    assert outbox.send_one()
    assert state("SM1")[0] == "delivered"


def test_receipt_with_our_id_settles_a_message_whose_sending_timed_out(outbox: Outbox, provider: FakeProvider) -> None:
    provider.faults.append(Unsure())
    tell("안녕")
    assert outbox.send_one()
    (row,) = factories.outbox()
    assert row.state == "unknown"
    keep_receipt("SM9", "sent", outbound_id=row.id)
    assert state("SM9")[0] == "accepted"


def test_receipt_cannot_take_over_a_message_that_has_an_id_already() -> None:
    ours = create_sent("SM1")
    keep_receipt("SM-other", "failed", "30007", outbound_id=ours)
    assert state("SM1") == ("accepted", None)


def test_shown_message_is_not_changed_by_receipts() -> None:
    ours = create_sent("SM1")
    with transaction() as session:
        session.get_one(Outbound, ours).state = "shown"
    keep_receipt("SM1", "failed", "30007")
    assert state("SM1")[0] == "shown"
