"""Who may be added, and how they are found."""

from __future__ import annotations

import pytest

from handoff.db import transaction
from handoff.staff import counselors
from handoff.staff.passwords import PasswordTooLong, PasswordTooShort, hash_password, password_fits


def add(login: str, name: str = "김상담", role: str = "counselor") -> str:
    with transaction() as session:
        return counselors.add_counselor(session, login, name, "hash", role).login


def test_login_is_kept_in_small_letters(database: None) -> None:
    assert add(" Kim.S ") == "kim.s"


def test_login_is_given_once(database: None) -> None:
    add("kim")
    with pytest.raises(counselors.LoginTaken):
        add("KIM")


@pytest.mark.parametrize("login", ["", "k", "김상담", "kim lee", "-kim", "k" * 41, "kim@x"])
def test_login_of_other_signs_is_refused(database: None, login: str) -> None:
    with pytest.raises(counselors.LoginNotAllowed):
        add(login)


@pytest.mark.parametrize(("name", "role"), [("", "counselor"), ("  ", "lead"), ("김" * 41, "lead"), ("김상담", "king")])
def test_counselor_needs_a_name_and_a_role(database: None, name: str, role: str) -> None:
    with pytest.raises(counselors.CounselorNotValid):
        add("kim", name, role)


def test_names_are_known_of_those_who_left_too(database: None) -> None:
    add("kim")
    with transaction() as session:
        gone = counselors.disable(session, "kim")
        assert counselors.names_of(session, [gone.id, None]) == {gone.id: "김상담"}
        assert counselors.all_counselors(session, active_only=True) == []


def test_password_fits_only_its_own_hash() -> None:
    stored = hash_password("열 글자가 넘는 비밀번호")
    assert stored.startswith("$argon2id$")
    assert password_fits(stored, "열 글자가 넘는 비밀번호")
    assert not password_fits(stored, "열 글자가 넘는 비밀번허")
    assert not password_fits(None, "no counselor has this password")


def test_password_has_ten_to_two_hundred_letters() -> None:
    with pytest.raises(PasswordTooShort):
        hash_password("123456789")
    with pytest.raises(PasswordTooLong):
        hash_password("가" * 201)
    assert not password_fits(hash_password("1234567890"), "가" * 10_000_000)
