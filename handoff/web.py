"""What surrounds every answer over HTTP: careful headers, one access line without query strings, errors as JSON."""

from __future__ import annotations

import logging
from time import monotonic
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handoff.db import DatabaseUnusable
from handoff.errors import HandoffError

logger = logging.getLogger("handoff.access")

HEADERS = {
    # Nothing in a page may run or be styled from within it, so a resident's words stay text.
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_UNLOGGED = ("/healthz", "/readyz", "/metrics")


class Surroundings:
    """Adds the headers that an answer does not have yet, and writes the access line."""

    def __init__(self, app: ASGIApp, https: bool):
        self._app = app
        self._headers = HEADERS | ({"Strict-Transport-Security": "max-age=31536000"} if https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = monotonic(), 500

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        finally:
            _write_access(scope, status, began)


def handle_errors(app: FastAPI) -> None:
    """A HandoffError tells a program what it needs; whatever else goes wrong tells nothing but that it did."""

    @app.exception_handler(HandoffError)
    async def refused(_request: Request, error: HandoffError) -> JSONResponse:
        return _error(error.http_status, error.code, str(error))

    @app.exception_handler(SQLAlchemyError)
    async def without_database(_request: Request, error: SQLAlchemyError) -> JSONResponse:
        logger.error("Database away", extra={"error": type(error).__name__})
        return await refused(_request, DatabaseUnusable())

    @app.exception_handler(Exception)
    async def failed(_request: Request, _error_: Exception) -> JSONResponse:
        return _error(500, "internal", "Something went wrong here.")


def _error(status: int, code: str, message: str) -> JSONResponse:
    return JSONResponse({"code": code, "message": message}, status_code=status)


def _write_access(scope: Scope, status: int, began: float) -> None:
    if scope["path"] in _UNLOGGED:
        return
    # The route's pattern, not the path: what somebody typed into an address stays out, too.
    route: Any = scope.get("route")
    about = {"method": scope["method"], "path": getattr(route, "path", "-"), "status": status}
    logger.info("Request", extra={**about, "ms": round((monotonic() - began) * 1000)})
