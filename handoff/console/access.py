"""Who asks: the cookie of the session, and the token that shows a change comes from one of our own pages."""

from __future__ import annotations

import hmac
import secrets
from typing import Annotated

from fastapi import Depends, Form, Header, Request, Response

from handoff.console.errors import FormExpired, NotSignedIn
from handoff.db import transaction
from handoff.settings import settings
from handoff.staff import sessions
from handoff.staff.sessions import SignedIn

COOKIE = "bokji_session"
SIGN_IN_COOKIE = "bokji_sign_in"
DEVICE_COOKIE = "bokji_device"


def signed_in(request: Request) -> SignedIn:
    """The counselor whose browser asks. A page that draws itself anew says so (X-Live): it keeps no session alive."""
    return _find(request, used="X-Live" not in request.headers)


def listening(request: Request) -> SignedIn:
    """The counselor whose page listens, which keeps no session alive either."""
    return _find(request, used=False)


def _find(request: Request, used: bool) -> SignedIn:
    with transaction() as session:
        found = sessions.find(session, request.cookies.get(COOKIE), used=used)
    if found is None:
        raise NotSignedIn()
    return found


Staff = Annotated[SignedIn, Depends(signed_in)]
ListeningStaff = Annotated[SignedIn, Depends(listening)]


def changing(
    me: Staff,
    csrf: Annotated[str, Form()] = "",
    x_csrf_token: Annotated[str, Header()] = "",
) -> SignedIn:
    """The counselor of a request that changes something; refused unless form or header has the session's token."""
    if not _same(x_csrf_token or csrf, me.csrf_token):
        raise FormExpired()
    return me


ChangingStaff = Annotated[SignedIn, Depends(changing)]


def set_cookie(response: Response, name: str, value: str, seconds: int) -> None:
    """Not readable by scripts, not sent by other sites' forms, over HTTPS only in production."""
    response.set_cookie(
        name, value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=settings().production
    )


def new_sign_in_nonce() -> str:
    return secrets.token_urlsafe(16)


def sign_in_token(nonce: str) -> str:
    """What the sign-in form carries beside the cookie: nobody has a session yet."""
    key = settings().session_key().encode()
    return hmac.digest(key, b"sign-in:" + nonce.encode("utf-8", "replace"), "sha256").hex()


def check_sign_in_token(nonce: str | None, token: str) -> None:
    if not nonce or not _same(token, sign_in_token(nonce)):
        raise FormExpired()


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())
