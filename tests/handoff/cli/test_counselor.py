"""`bokji counselor` as an operator meets it: words, exit codes, no traceback."""

from __future__ import annotations

import pytest
from click.testing import Result
from sqlalchemy import select
from typer.testing import CliRunner

from handoff.cases import assignment
from handoff.cli.counselor import app
from handoff.db import transaction
from handoff.people.tables import Conversation
from handoff.staff.counselors import get_counselor
from handoff.staff.passwords import password_fits
from tests.factories import create_case

PASSWORD = "welfare-1234"


def run(*arguments: str, typed: str = "") -> Result:
    result = CliRunner().invoke(app, list(arguments), input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def add(login: str = "kim", *more: str) -> Result:
    return run("add", login, "--name", "김상담", "--password-stdin", *more, typed=f"{PASSWORD}\n")


def test_added_counselor_can_sign_in_with_the_password_from_standard_input(database: None) -> None:
    assert add("kim", "--role", "lead").exit_code == 0
    with transaction() as session:
        kim = get_counselor(session, "kim")
    assert kim.role == "lead" and password_fits(kim.password_hash, PASSWORD)


def test_password_is_asked_for_twice(database: None) -> None:
    result = run("add", "kim", "--name", "김상담", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0 and PASSWORD not in result.output


def test_short_password_is_refused(database: None) -> None:
    result = run("add", "kim", "--name", "김상담", "--password-stdin", typed="short\n")
    assert result.exit_code == 1 and "at least 10 characters" in result.output


def test_second_counselor_of_the_same_login_is_refused(database: None) -> None:
    add()
    result = add()
    assert result.exit_code == 1 and "has this login already" in result.output


def test_unknown_role_is_a_usage_error(database: None) -> None:
    assert add("kim", "--role", "king").exit_code == 2


def test_list_shows_who_is_disabled(database: None) -> None:
    add()
    run("disable", "kim")
    listed = run("list")
    assert listed.exit_code == 0 and "김상담" in listed.output and "no" in listed.output


def test_cases_of_a_disabled_counselor_go_back_to_the_queue(database: None) -> None:
    add()
    case = create_case()
    with transaction() as session:
        assignment.claim(session, case.id, get_counselor(session, "kim").id)
    assert "1 cases" in run("disable", "kim").output
    with transaction() as session:
        assert session.scalars(select(Conversation.owner)).one() == "queue"


@pytest.mark.parametrize("command", ["disable", "password"])
def test_unknown_login_is_said_plainly(database: None, command: str) -> None:
    result = run(command, "nobody")
    assert result.exit_code == 1 and "no counselor with this login" in result.output


def test_changed_password_counts(database: None) -> None:
    add()
    assert run("password", "kim", "--password-stdin", typed="another-one-12\n").exit_code == 0
    with transaction() as session:
        assert password_fits(get_counselor(session, "kim").password_hash, "another-one-12")


def test_database_without_tables_is_one_line_and_exit_code_two(service: pytest.MonkeyPatch) -> None:
    result = run("list")
    assert result.exit_code == 2 and "database cannot be used" in result.output
