from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import IntegrityError

from handoff.cases.case import APPEAL_DEADLINE, Matter, open_or_join
from handoff.cases.events import changes_since, history
from handoff.cases.tables import Case
from handoff.db import transaction, utc_now
from handoff.people.conversation import open_conversation
from tests.conftest import Clock
from tests.factories import RESIDENT, cases, create_case, write


def test_numbers_of_cases_opened_at_once_are_all_different(each_database: None, clock: Clock) -> None:
    with ThreadPoolExecutor(10) as pool:
        numbers = sorted(pool.map(lambda n: create_case(address=f"+82100000{n:04d}").number, range(20)))
    assert numbers == [f"2026-1123-{n:04d}" for n in range(1, 21)]


def test_numbers_begin_anew_on_a_day_of_korea(database: None, clock: Clock) -> None:
    create_case(address="+821000000001")
    clock.advance(hours=14, minutes=1)
    assert create_case(address="+821000000002").number == "2026-1124-0001"


def test_what_is_new_joins_the_open_case(each_database: None, clock: Clock) -> None:
    first = create_case("own_case", facts={"age": 70}, units=["livelihood"])
    second = create_case("third_party", facts={"dong": "상도1동"}, units=["senior"], relation="family", subject="가족")
    assert first.id == second.id
    (case,) = cases()
    assert case.reason == "own_case" and case.facts == {"age": 70, "dong": "상도1동"}
    assert case.units == ["senior", "livelihood"] and case.writer_relation == "family" and case.subject == "가족"


def test_database_itself_refuses_a_second_open_case(each_database: None, clock: Clock) -> None:
    case = create_case()
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(
            Case(number="x", conversation_id=case.conversation_id, reason="requested", first_response_due_at=utc_now())
        )


def test_appeal_has_its_legal_deadline_beside_the_due_time(database: None, clock: Clock) -> None:
    case = create_case(appeal=True)
    assert case.legal_deadline == APPEAL_DEADLINE and case.due_at == case.first_response_due_at


def test_crisis_in_an_open_case_makes_it_due_at_once(database: None, clock: Clock) -> None:
    create_case()
    with transaction() as session:
        conversation = open_conversation(session, "sms", RESIDENT)
        case = open_or_join(session, conversation, Matter("crisis", "survival"))
    assert case.crisis == "survival" and case.reason == "crisis" and case.due_at == utc_now()


def test_case_has_the_desk_of_its_first_unit(database: None, clock: Clock) -> None:
    case = create_case(units=["suicide_109"])
    assert case.desk is not None


def test_console_sees_what_changed_since_it_looked(each_database: None, clock: Clock) -> None:
    with transaction() as session:
        before = changes_since(session, utc_now()).until
    clock.advance(minutes=5)
    case = create_case()
    with transaction() as session:
        assert changes_since(session, before).case_ids == (case.id,)
        clock.advance(minutes=5)
        assert changes_since(session, utc_now()).case_ids == ()
    write("더 있어요")
    with transaction() as session:
        assert changes_since(session, utc_now()).case_ids == (case.id,)


def test_history_tells_what_happened_in_order(database: None, clock: Clock) -> None:
    case = create_case()
    clock.advance(minutes=1)
    create_case("complaint")
    with transaction() as session:
        assert [event.kind for event in history(session, case.id)] == ["opened", "joined"]
