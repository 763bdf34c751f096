"""Passwords: kept as argon2 hashes, and checked in the same time whether or not the login exists."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from handoff.errors import HandoffError

SHORTEST = 10
LONGEST = 200  # argon2 reads all of it: a body of megabytes must not keep a processor busy


class PasswordTooShort(HandoffError):
    """A password has at least 10 characters."""

    code = "password_too_short"
    http_status = 422


class PasswordTooLong(HandoffError):
    """A password has at most 200 characters."""

    code = "password_too_long"
    http_status = 422


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash("no counselor has this password")


def hash_password(password: str) -> str:
    """What is stored; raises PasswordTooShort or PasswordTooLong. Slow on purpose: not inside a transaction."""
    if len(password) < SHORTEST:
        raise PasswordTooShort()
    if len(password) > LONGEST:
        raise PasswordTooLong()
    return _hasher().hash(password)


def password_fits(stored: str | None, password: str) -> bool:
    """Whether it is the password; `stored` is None where there is no such counselor, which takes as long."""
    if len(password) > LONGEST:
        return False
    try:
        fits = _hasher().verify(stored or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return fits and stored is not None


def is_outdated(stored: str) -> bool:
    """Whether a hash was made with weaker parameters than today's."""
    return _hasher().check_needs_rehash(stored)
