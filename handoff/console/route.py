"""Around every address of the console: headers that keep browsers careful, refusals in Korean, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.routing import APIRoute
from sqlalchemy.exc import DBAPIError

from handoff.console.errors import FormNotValid, NotSignedIn
from handoff.console.words import error_words
from handoff.db import DatabaseUnusable
from handoff.errors import HandoffError

logger = logging.getLogger(__name__)

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class ConsoleRoute(APIRoute):
    """The route class of all routers of the console."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def careful(request: Request) -> Response:
            from handoff.console.pages import SECURITY_HEADERS

            try:
                response = await handle(request)
            except HandoffError as error:
                response = _refused(request, error)
            except RequestValidationError:
                response = _refused(request, FormNotValid())
            except DBAPIError as error:
                logger.error("Console without its database", extra={"error": type(error.orig).__name__})
                response = _refused(request, DatabaseUnusable())
            for name, value in SECURITY_HEADERS.items():
                response.headers.setdefault(name, value)
            return response

        return careful


def by_script(request: Request) -> bool:
    """Whether the page's script asks, which shows an answer in place; else the browser itself, which shows a page."""
    return request.headers.get("X-Requested-With") == "bokji"


def _refused(request: Request, error: HandoffError) -> Response:
    from handoff.console.pages import page

    if by_script(request):
        body = {"code": error.code, "message": error_words(error.code), **getattr(error, "about", {})}
        return JSONResponse(body, status_code=error.http_status)
    if isinstance(error, NotSignedIn):
        return RedirectResponse("/console/sign-in", status_code=303)
    return page("refused.html", request, error.http_status, message=error_words(error.code))
