"""Browsers that a counselor has signed in with before.

A guesser elsewhere, or a colleague behind the same proxy, must not be able to lock counselors out while a crisis
waits: a known browser has a count of failures of its own.
"""

from __future__ import annotations

import hmac
import secrets

from handoff.settings import settings


def remember(login: str) -> str:
    """A value for a cookie of this browser, good for this login."""
    nonce = secrets.token_urlsafe(16)
    return f"{nonce}.{_sign(login, nonce)}"


def device_of(login: str, value: str | None) -> str | None:
    """The browser's own name where it has signed in with this login before."""
    nonce, _, signature = (value or "").partition(".")
    fits = hmac.compare_digest(signature.encode("utf-8", "replace"), _sign(login, nonce).encode())
    return nonce if fits else None


def _sign(login: str, nonce: str) -> str:
    key = settings().session_key().encode()
    return hmac.digest(key, f"device:{login}:{nonce}".encode("utf-8", "replace"), "sha256").hex()
