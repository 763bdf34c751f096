"""위기 아님 is said by the person who holds the case."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from handoff.cases import assignment
from handoff.cases.alarm import ringing
from handoff.cases.false_alarm import not_a_crisis
from handoff.cases.hours import SEOUL
from handoff.cases.tables import CaseEvent
from handoff.db import transaction
from tests.conftest import Clock
from tests.factories import cases, conversation, create_counselor, write

VIOLENCE = "남편이 또 때려서 애 데리고 화장실에 숨어 있어요"


@pytest.fixture(autouse=True)
def crisis(each_database: None, clock: Clock) -> None:
    write(VIOLENCE)


def test_danger_is_lifted_and_the_alarm_is_silent() -> None:
    case, kim = cases()[0], create_counselor()
    with transaction() as session:
        assignment.claim(session, case.id, kim.id)
        not_a_crisis(session, case.id, kim.id)
        assert ringing(session, case.id) is None
    assert (cases()[0].crisis, conversation().safety) == (None, None)


def test_resident_is_promised_an_answer_in_ordinary_time() -> None:
    case, kim = cases()[0], create_counselor()
    with transaction() as session:
        assignment.claim(session, case.id, kim.id)
        not_a_crisis(session, case.id, kim.id)
    assert f"{cases()[0].first_response_due_at.astimezone(SEOUL):%m-%d %H}" == "11-24 18"


def test_whoever_reads_along_is_another_question() -> None:
    case, kim = cases()[0], create_counselor()
    with transaction() as session:
        assignment.claim(session, case.id, kim.id)
        not_a_crisis(session, case.id, kim.id)
    assert conversation().protected


def test_colleague_cannot_say_so() -> None:
    case, kim, lee = cases()[0], create_counselor(), create_counselor()
    with transaction() as session:
        assignment.claim(session, case.id, kim.id)
    with pytest.raises(assignment.NotTheHolder), transaction() as session:
        not_a_crisis(session, case.id, lee.id)
    assert cases()[0].crisis == "violence"


def test_who_said_so_and_of_what_is_on_record_once() -> None:
    case, kim = cases()[0], create_counselor()
    for _ in range(2):
        with transaction() as session:
            assignment.claim(session, case.id, kim.id)
            not_a_crisis(session, case.id, kim.id)
    with transaction() as session:
        (event,) = session.scalars(select(CaseEvent).filter_by(kind="not_crisis"))
    assert (event.counselor_id, event.about) == (kim.id, {"crisis": "violence"})
