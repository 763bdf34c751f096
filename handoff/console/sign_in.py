"""로그인, 로그아웃."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from handoff.console import access
from handoff.console.access import COOKIE, DEVICE_COOKIE, SIGN_IN_COOKIE, ChangingStaff
from handoff.console.errors import korean
from handoff.console.pages import page
from handoff.console.route import ConsoleRoute
from handoff.db import transaction
from handoff.errors import HandoffError
from handoff.staff import devices, sessions
from handoff.staff.counselors import clean_login
from handoff.staff.sign_in import sign_in

router = APIRouter(route_class=ConsoleRoute)

_REMEMBERED = 90 * 24 * 3600  # seconds a browser is known after its last sign-in


@router.get("/console/sign-in")
def show_sign_in(request: Request) -> Response:
    return _form(request.cookies.get(SIGN_IN_COOKIE) or access.new_sign_in_nonce())


@router.post("/console/sign-in")
def do_sign_in(
    request: Request,
    login: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    nonce = request.cookies.get(SIGN_IN_COOKIE) or access.new_sign_in_nonce()
    try:
        access.check_sign_in_token(request.cookies.get(SIGN_IN_COOKIE), csrf)
        known = devices.device_of(clean_login(login), request.cookies.get(DEVICE_COOKIE))
        token = sign_in(login, password, request.client.host if request.client else "", known)
    except HandoffError as error:
        return _form(nonce, error=error, login=login)
    response = RedirectResponse("/console/", status_code=303)
    access.set_cookie(response, COOKIE, token, int(sessions.LASTS.total_seconds()))
    access.set_cookie(response, DEVICE_COOKIE, devices.remember(clean_login(login)), _REMEMBERED)
    response.delete_cookie(SIGN_IN_COOKIE, path="/")
    return response


@router.post("/console/sign-out")
def sign_out(request: Request, me: ChangingStaff) -> Response:
    with transaction() as session:
        sessions.end(session, request.cookies[COOKIE])
    response = RedirectResponse("/console/sign-in", status_code=303)
    response.delete_cookie(COOKIE, path="/")
    return response


def _form(nonce: str, *, error: HandoffError | None = None, login: str = "") -> Response:
    message = korean(error) if error else None
    response = page(
        "sign_in.html",
        error.http_status if error else 200,
        csrf=access.sign_in_token(nonce), message=message, login=login,
    )  # fmt: skip
    access.set_cookie(response, SIGN_IN_COOKIE, nonce, 3600)
    return response
