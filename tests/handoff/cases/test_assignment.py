from concurrent.futures import ThreadPoolExecutor

import pytest

from handoff.cases.assignment import (
    CaseAlreadyAssigned,
    CaseClosed,
    CounselorNotActive,
    NotTheHolder,
    claim,
    hand_back,
    release,
    return_cases_of,
    transfer,
)  # fmt: skip
from handoff.cases.close import OUTCOMES, OutcomeUnknown, close, snooze, wait_for_resident
from handoff.cases.note import add_note
from handoff.cases.queue import count_waiting, held_by, next_waiting, waiting
from handoff.cases.reply import ReplyEmpty, ReplyTooLong, reply
from handoff.cases.watch import free_cases_of_inactive, wake_snoozed
from handoff.db import transaction, utc_now
from handoff.staff.tables import Counselor
from tests.conftest import Clock
from tests.factories import (
    FakeBot,
    cases,
    conversation,
    create_case,
    create_counselor,
    handoff,
    outbox,
    take_turns,
    thread,
    write,
)  # fmt: skip


def _claim(case_id: str, counselor_id: str) -> None:
    with transaction() as session:
        claim(session, case_id, counselor_id)


def test_second_counselor_cannot_take_assigned_conversation(each_database: None, clock: Clock) -> None:
    case, first, second = create_case(), create_counselor(), create_counselor()
    _claim(case.id, first.id)
    with pytest.raises(CaseAlreadyAssigned):
        _claim(case.id, second.id)
    assert conversation().owner == "counselor" and conversation().counselor_id == first.id


def test_of_twelve_counselors_at_once_one_wins(each_database: None, clock: Clock) -> None:
    case, counselors = create_case(), [create_counselor() for _ in range(12)]

    def try_to(counselor: Counselor) -> bool:
        try:
            _claim(case.id, counselor.id)
        except CaseAlreadyAssigned:
            return False
        return True

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(try_to, counselors)) == 1


def test_claiming_ones_own_case_again_is_no_error(database: None, clock: Clock) -> None:
    case, counselor = create_case(), create_counselor()
    _claim(case.id, counselor.id)
    _claim(case.id, counselor.id)


def test_counselor_who_left_cannot_claim(database: None, clock: Clock) -> None:
    with pytest.raises(CounselorNotActive):
        _claim(create_case().id, create_counselor(active=False).id)


def test_only_the_holder_replies(each_database: None, clock: Clock) -> None:
    case, holder, other = create_case(), create_counselor(), create_counselor()
    with pytest.raises(NotTheHolder), transaction() as session:
        reply(session, case.id, holder.id, "안녕하세요")
    _claim(case.id, holder.id)
    with pytest.raises(NotTheHolder), transaction() as session:
        reply(session, case.id, other.id, "안녕하세요")
    clock.advance(minutes=3)
    with transaction() as session:
        reply(session, case.id, holder.id, " 안녕하세요 ")
    assert [(m.author, m.text) for m in thread()] == [("counselor", "안녕하세요")]
    assert outbox("reply")[0].text == "안녕하세요"
    assert cases()[0].first_response_at == utc_now() and cases()[0].due_at is None


@pytest.mark.parametrize(("text", "error"), [("  \n", ReplyEmpty), ("가" * 2001, ReplyTooLong)])
def test_reply_is_checked_before_it_is_sent(database: None, clock: Clock, text: str, error: type[Exception]) -> None:
    case, holder = create_case(), create_counselor()
    _claim(case.id, holder.id)
    with pytest.raises(error), transaction() as session:
        reply(session, case.id, holder.id, text)
    assert outbox() == []


def test_note_is_never_delivered(database: None, clock: Clock) -> None:
    case = create_case()
    with transaction() as session:
        add_note(session, case.id, create_counselor().id, "목소리가 떨림")
    assert thread()[0].private and outbox() == []


def test_released_case_waits_in_the_queue_again(database: None, clock: Clock) -> None:
    case, holder = create_case(), create_counselor()
    _claim(case.id, holder.id)
    with transaction() as session:
        assert waiting(session) == [] and [item.case.id for item in held_by(session, holder.id)] == [case.id]
        release(session, case.id, holder.id)
    with transaction() as session:
        assert [item.case.id for item in waiting(session)] == [case.id] and count_waiting(session) == 1
    assert conversation().owner == "queue" and conversation().counselor_id is None


def test_bot_answers_after_handing_back_until_a_person_is_needed(database: None, clock: Clock, bot: FakeBot) -> None:
    case, holder = create_case(), create_counselor()
    _claim(case.id, holder.id)
    with transaction() as session:
        reply(session, case.id, holder.id, "서류를 보내 주세요")
        hand_back(session, case.id, holder.id)
    assert conversation().owner == "bot" and cases()[0].status == "waiting_resident"
    write("기초연금은 얼마예요")
    clock.advance(seconds=6)
    take_turns(bot)
    assert thread()[-1].author == "bot" and cases()[0].status == "waiting_resident"
    bot.says(handoff())
    write("담당자님 서류 보냈어요")
    clock.advance(seconds=6)
    take_turns(bot)
    assert conversation().owner == "queue" and cases()[0].status == "open" and cases()[0].due_at is not None
    assert len(cases()) == 1


def test_case_goes_over_to_a_colleague(database: None, clock: Clock) -> None:
    case, holder, other = create_case(), create_counselor(), create_counselor()
    _claim(case.id, holder.id)
    with transaction() as session:
        transfer(session, case.id, holder.id, other.id)
    assert conversation().counselor_id == other.id


def test_resident_who_writes_again_gets_a_new_due_time(database: None, clock: Clock, bot: FakeBot) -> None:
    case, holder = create_case(), create_counselor()
    _claim(case.id, holder.id)
    with transaction() as session:
        reply(session, case.id, holder.id, "안녕하세요")
        wait_for_resident(session, case.id, holder.id)
    assert cases()[0].due_at is None
    write("네 서류요")
    assert cases()[0].status == "open" and cases()[0].due_at is not None


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_closed_case_gives_the_conversation_back_to_the_bot(database: None, clock: Clock, outcome: str) -> None:
    case, holder = create_case(), create_counselor()
    _claim(case.id, holder.id)
    with transaction() as session:
        close(session, case.id, holder.id, outcome)
    assert conversation().owner == "bot" and cases()[0].outcome == outcome
    with pytest.raises(CaseClosed), transaction() as session:
        reply(session, case.id, holder.id, "하나 더")


def test_case_is_closed_with_a_known_outcome_by_its_holder(database: None, clock: Clock) -> None:
    case, holder = create_case(), create_counselor()
    with pytest.raises(NotTheHolder), transaction() as session:
        close(session, case.id, holder.id, "answered")
    with pytest.raises(OutcomeUnknown), transaction() as session:
        close(session, case.id, holder.id, "forgotten")


def test_next_trouble_after_closing_opens_a_new_case(database: None, clock: Clock) -> None:
    case, holder = create_case(), create_counselor()
    _claim(case.id, holder.id)
    with transaction() as session:
        close(session, case.id, holder.id, "answered")
    assert create_case().number == "2026-1123-0002"


def test_queue_shows_crises_first_then_what_is_due_first(database: None, clock: Clock) -> None:
    late = create_case(address="+821000000001")
    clock.advance(hours=26)
    later = create_case(address="+821000000002")
    crisis = create_case("crisis", address="+821000000003", crisis="survival")
    with transaction() as session:
        items = waiting(session)
        assert [item.case.id for item in items] == [crisis.id, late.id, later.id]
        assert next_waiting(session).id == crisis.id  # type: ignore[union-attr]
        assert not items[2].overdue
    clock.advance(hours=12)
    with transaction() as session:
        assert [item.overdue for item in waiting(session)] == [True, True, False]


def test_snoozed_case_wakes_by_time(database: None, clock: Clock) -> None:
    case, holder = create_case(), create_counselor()
    _claim(case.id, holder.id)
    with transaction() as session:
        snooze(session, case.id, holder.id, clock.now.replace(hour=15))
    assert wake_snoozed() == 0
    clock.advance(hours=6)
    assert wake_snoozed() == 1 and cases()[0].status == "open"


def test_no_open_case_stays_with_somebody_who_left(database: None, clock: Clock) -> None:
    case, holder, other = create_case(), create_counselor(), create_counselor()
    _claim(case.id, holder.id)
    _claim(create_case(address="+821000000002").id, other.id)
    with transaction() as session:
        session.get_one(Counselor, holder.id).active = False
    assert free_cases_of_inactive() == 1 and free_cases_of_inactive() == 0
    with transaction() as session:
        assert [item.case.id for item in waiting(session)] == [case.id]


def test_all_cases_of_a_counselor_go_back_at_once(database: None, clock: Clock) -> None:
    holder = create_counselor()
    for number in range(3):
        _claim(create_case(address=f"+82100000000{number}").id, holder.id)
    with transaction() as session:
        assert return_cases_of(session, holder.id) == 3
        assert len(waiting(session)) == 3
