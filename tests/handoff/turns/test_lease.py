from concurrent.futures import ThreadPoolExecutor

from handoff.db import transaction
from handoff.turns import lease
from tests.conftest import Clock
from tests.factories import write


def test_conversation_is_leased_when_due_and_not_before(each_database: None, clock: Clock) -> None:
    received = write()
    assert lease.take() is None
    clock.advance(seconds=6)
    taken = lease.take()
    assert taken is not None and taken.conversation_id == received.conversation_id


def test_only_one_of_many_workers_gets_a_conversation(each_database: None, clock: Clock) -> None:
    write()
    clock.advance(seconds=6)
    with ThreadPoolExecutor(16) as pool:
        taken = [found for found in pool.map(lambda _: lease.take(), range(16)) if found]
    assert len(taken) == 1


def test_many_workers_get_all_conversations_once(each_database: None, clock: Clock) -> None:
    for number in range(12):
        write(address=f"+8210000000{number:02d}")
    clock.advance(seconds=6)
    with ThreadPoolExecutor(6) as pool:
        taken = [found for found in pool.map(lambda _: lease.take(), range(40)) if found]
    assert len({found.conversation_id for found in taken}) == len(taken) == 12


def test_lease_that_ran_out_is_taken_with_a_higher_fence(each_database: None, clock: Clock) -> None:
    write()
    clock.advance(seconds=6)
    first = lease.take()
    clock.advance(seconds=16)
    second = lease.take()
    assert first and second and second.fence > first.fence and second.attempts == 2
    with transaction() as session:
        assert not lease.finish(session, first)
        assert lease.finish(session, second)


def test_renewed_lease_does_not_run_out(each_database: None, clock: Clock) -> None:
    write()
    clock.advance(seconds=6)
    taken = lease.take()
    assert taken
    clock.advance(seconds=10)
    assert lease.renew(taken)
    clock.advance(seconds=10)
    assert lease.take() is None


def test_late_renewal_does_not_hold_up_the_next_turn(each_database: None, clock: Clock) -> None:
    write()
    clock.advance(seconds=6)
    taken = lease.take()
    assert taken
    with transaction() as session:
        lease.finish(session, taken)
    assert not lease.renew(taken)
    assert lease.take() is not None


def test_longest_due_comes_first(each_database: None, clock: Clock) -> None:
    first = write(address="+821000000001")
    clock.advance(seconds=1)
    write(address="+821000000002")
    clock.advance(seconds=10)
    taken = lease.take()
    assert taken and taken.conversation_id == first.conversation_id


def test_pause_after_a_fault_grows_and_lets_others_pass(database: None, clock: Clock) -> None:
    write(address="+821000000001")
    clock.advance(seconds=6)
    broken = lease.take()
    assert broken
    lease.pause(broken)
    assert lease.take() is None
    write(address="+821000000002")
    clock.advance(seconds=6)
    assert lease.take() is not None
