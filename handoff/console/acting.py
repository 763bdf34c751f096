"""How an action on a case answers: the page's script draws the page anew, a browser without it is sent there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy.orm import Session

from handoff.console.route import by_script
from handoff.db import transaction


def act(request: Request, case_id: str, do: Callable[[Session], Any]) -> Response:
    """Does it in a transaction of its own and goes back to the case."""
    with transaction() as session:
        do(session)
    return done(request, f"/console/cases/{case_id}", stay=True)


def done(request: Request, address: str, *, stay: bool = False) -> Response:
    """`stay`: the page that asked is the one that shows what came of it."""
    if by_script(request):
        return JSONResponse({"address": None if stay else address})
    return RedirectResponse(address, status_code=303)
