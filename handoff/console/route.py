"""Around every address of the console: a refusal is said in Korean where it was asked, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.routing import APIRoute
from sqlalchemy.exc import DataError, DBAPIError

from handoff.console.errors import FormNotValid, NotSignedIn, korean
from handoff.console.pages import page
from handoff.db import DatabaseUnusable
from handoff.errors import HandoffError

logger = logging.getLogger(__name__)

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class ConsoleRoute(APIRoute):
    """The route class of all routers of the console."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def careful(request: Request) -> Response:
            try:
                return await handle(request)
            except HandoffError as error:
                return _refused(request, error)
            except (RequestValidationError, DataError):  # PostgreSQL refuses NUL and what is too long for a column
                return _refused(request, FormNotValid())
            except DBAPIError as error:
                logger.error("Console without its database", extra={"error": type(error.orig).__name__})
                return _refused(request, DatabaseUnusable())

        return careful


def by_script(request: Request) -> bool:
    """Whether the page's script asks, which shows an answer in place; else the browser itself, which shows a page."""
    return request.headers.get("X-Requested-With") == "bokji"


def _refused(request: Request, error: HandoffError) -> Response:
    if by_script(request):
        return JSONResponse({"code": error.code, "message": korean(error)}, status_code=error.http_status)
    if isinstance(error, NotSignedIn):
        return RedirectResponse("/console/sign-in", status_code=303)
    return page("refused.html", error.http_status, message=korean(error))
