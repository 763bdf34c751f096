"""`bokji counselor`: who may sign in to the console."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import DBAPIError

from handoff.cases.assignment import return_cases_of
from handoff.db import transaction
from handoff.errors import HandoffError
from handoff.staff import counselors
from handoff.staff.passwords import hash_password

app = typer.Typer(name="counselor", help="상담담당자: who may sign in to the console.", no_args_is_help=True)


class Role(StrEnum):
    counselor = "counselor"
    lead = "lead"


Login = Annotated[str, typer.Argument(help="What they sign in with: small letters, digits, . _ -")]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input, one line.")]


@app.command()
def add(
    login: Login,
    name: Annotated[str, typer.Option(help="The name that colleagues see.")],
    role: Annotated[Role, typer.Option(help="A lead sees addresses of all residents.")] = Role.counselor,
    password_stdin: FromStdin = False,
) -> None:
    """Adds a counselor; asks for the password twice, unless it comes by standard input."""
    with _told_plainly():
        password_hash = hash_password(_read_password(password_stdin))
        with transaction() as session:
            counselor = counselors.add_counselor(session, login, name, password_hash, role.value)
        typer.echo(f"{counselor.login} ({counselor.name}) can sign in now.")


@app.command("list")
def list_counselors() -> None:
    """Lists everybody, those who were disabled too."""
    table = Table("login", "name", "role", "active")
    with _told_plainly(), transaction() as session:
        for counselor in counselors.all_counselors(session):
            table.add_row(counselor.login, counselor.name, counselor.role, "yes" if counselor.active else "no")
    Console().print(table)


@app.command()
def disable(login: Login) -> None:
    """Ends the sessions, refuses the sign-in and puts the cases they held back into the queue."""
    with _told_plainly():
        with transaction() as session:
            counselor = counselors.disable(session, login)
            returned = return_cases_of(session, counselor.id)
        typer.echo(f"{counselor.login} cannot sign in any more; {returned} cases are back in the queue.")


@app.command()
def password(login: Login, password_stdin: FromStdin = False) -> None:
    """Sets another password and signs out every browser that used the old one."""
    with _told_plainly():
        with transaction() as session:
            counselors.get_counselor(session, login)
        password_hash = hash_password(_read_password(password_stdin))
        with transaction() as session:
            counselors.change_password(session, login, password_hash)
        typer.echo("The password is changed.")


def _read_password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


@contextmanager
def _told_plainly() -> Iterator[None]:
    """What goes wrong is one line: exit code 1 for what was asked, 2 for a database that cannot be used."""
    try:
        yield
    except HandoffError as error:
        typer.echo(f"bokji: {error}", err=True)
        raise typer.Exit(2 if error.http_status >= 500 else 1) from None
    except DBAPIError as error:
        typer.echo(
            f"bokji: the database cannot be used ({type(error.orig).__name__}); has `bokji serve` run once?", err=True
        )
        raise typer.Exit(2) from None
