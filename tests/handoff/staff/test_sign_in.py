"""Signing in: one answer for every mistake, and a brake for those who guess."""

from __future__ import annotations

import pytest

from handoff.db import transaction
from handoff.errors import HandoffError
from handoff.staff import counselors, sessions
from handoff.staff.devices import device_of, remember
from handoff.staff.passwords import hash_password
from handoff.staff.sign_in import SignInRefused, SignInTooOften, sign_in
from tests.conftest import Clock

PASSWORD = "welfare-1234"
OFFICE = "10.0.0.7"


@pytest.fixture(autouse=True)
def kim(each_database: None) -> None:
    password_hash = hash_password(PASSWORD)
    with transaction() as session:
        counselors.add_counselor(session, "kim", "김상담", password_hash)
        counselors.add_counselor(session, "lee", "이도움", password_hash)


def guess(login: str = "kim", address: str = OFFICE, times: int = 1) -> list[type[HandoffError]]:
    met = []
    for _ in range(times):
        with pytest.raises(HandoffError) as caught:
            sign_in(login, "wrong-password", address)
        met.append(caught.type)
    return met


def test_right_password_opens_a_session() -> None:
    token = sign_in(" KIM ", PASSWORD, OFFICE)
    with transaction() as session:
        found = sessions.find(session, token)
    assert found is not None and found.name == "김상담"


def test_unknown_login_and_wrong_password_get_the_same_answer() -> None:
    assert guess("kim") == guess("nobody", address="10.0.0.8") == [SignInRefused]


def test_fifth_failure_is_the_last_that_is_tried() -> None:
    assert guess(times=6) == [SignInRefused] * 5 + [SignInTooOften]


def test_right_password_waits_too_after_five_failures() -> None:
    guess(times=5)
    with pytest.raises(SignInTooOften):
        sign_in("kim", PASSWORD, "10.0.0.99")


def test_unknown_login_is_braked_like_a_known_one() -> None:
    assert guess("nobody", times=6)[-1] is SignInTooOften


def test_one_address_cannot_try_five_logins_once_each_and_go_on() -> None:
    for number in range(5):
        guess(f"name{number}")
    assert guess("lee") == [SignInTooOften]


def test_ten_minutes_later_it_may_be_tried_again(clock: Clock) -> None:
    guess(times=5)
    clock.advance(minutes=10, seconds=1)
    assert sign_in("kim", PASSWORD, OFFICE)


def test_own_success_clears_own_slips() -> None:
    guess(times=4)
    sign_in("kim", PASSWORD, OFFICE)
    assert guess(times=5) == [SignInRefused] * 5


def test_guesser_with_a_login_does_not_clear_the_address() -> None:
    guess("lee", times=4)
    sign_in("kim", PASSWORD, OFFICE)
    assert guess("lee", times=2) == [SignInRefused, SignInTooOften]


def test_disabled_counselor_is_refused_like_anybody() -> None:
    with transaction() as session:
        counselors.disable(session, "kim")
    with pytest.raises(SignInRefused):
        sign_in("kim", PASSWORD, OFFICE)


def test_guesser_elsewhere_does_not_lock_a_known_browser_out() -> None:
    known = device_of("kim", remember("kim"))
    guess("kim", address=OFFICE, times=5)
    assert sign_in("kim", PASSWORD, OFFICE, known)


def test_known_browser_is_braked_by_its_own_failures() -> None:
    known = device_of("kim", remember("kim"))
    for _ in range(5):
        with pytest.raises(SignInRefused):
            sign_in("kim", "wrong-password", OFFICE, known)
    with pytest.raises(SignInTooOften):
        sign_in("kim", PASSWORD, OFFICE, known)


@pytest.mark.parametrize("value", [None, "", ".", "a.b", "가.나", "\udcff.x"])
def test_browser_is_known_for_its_own_login_only(value: str | None) -> None:
    assert device_of("kim", value) is None
    assert device_of("lee", remember("kim")) is None
