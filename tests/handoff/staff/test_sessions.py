"""Sessions end: after an hour of rest, after twelve hours, when the counselor leaves or signs out."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from handoff.db import transaction
from handoff.staff import counselors, sessions
from handoff.staff.tables import StaffSession
from tests.conftest import Clock
from tests.factories import create_counselor


@pytest.fixture(autouse=True)
def database_for_all(each_database: None, clock: Clock) -> None:
    """Each test on both databases, at a set time."""


def start(login: str = "kim") -> str:
    counselor = create_counselor(login)
    with transaction() as session:
        return sessions.start(session, counselor.id)


def holds(token: str | None, used: bool = True) -> bool:
    with transaction() as session:
        return sessions.find(session, token, used=used) is not None


def test_table_holds_no_token_only_its_hash() -> None:
    token = start()
    with transaction() as session:
        row = session.scalars(select(StaffSession)).one()
    assert token not in (row.token_hash, row.csrf_token)


def test_session_ends_after_an_hour_without_use(clock: Clock) -> None:
    token = start()
    clock.advance(minutes=59)
    assert holds(token)
    clock.advance(minutes=59)
    assert holds(token)
    clock.advance(minutes=60)
    assert not holds(token)


def test_page_that_refreshes_itself_does_not_keep_a_session(clock: Clock) -> None:
    token = start()
    for _ in range(59):
        clock.advance(minutes=1)
        assert holds(token, used=False)
    clock.advance(minutes=1)
    assert not holds(token, used=False)


def test_session_ends_after_twelve_hours_however_busy(clock: Clock) -> None:
    token = start()
    for _ in range(23):
        clock.advance(minutes=30)
        assert holds(token)
    clock.advance(minutes=30)
    assert not holds(token)


def test_disabling_a_counselor_ends_the_sessions() -> None:
    token = start()
    with transaction() as session:
        counselors.disable(session, "kim")
    assert not holds(token)


def test_new_password_ends_the_sessions_of_the_old_one() -> None:
    token = start()
    with transaction() as session:
        counselors.change_password(session, "kim", "another hash")
    assert not holds(token)


def test_signing_out_ends_this_session_only() -> None:
    token, other = start("kim"), start("lee")
    with transaction() as session:
        sessions.end(session, token)
    assert not holds(token) and holds(other)


@pytest.mark.parametrize("token", [None, "", "nonsense", "가나다", "\udcff"])
def test_nonsense_is_nobody(token: str | None) -> None:
    assert not holds(token)
