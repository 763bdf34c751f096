"""Reads the body of a webhook call, and not more of it than any genuine one has."""

from __future__ import annotations

from fastapi import Request

from handoff.errors import HandoffError

MOST = 256 * 1024


class BodyTooLarge(HandoffError):
    """The body is larger than any message."""

    code = "body_too_large"
    http_status = 413


class NotGenuine(HandoffError):
    """The call does not come from whom it claims to."""

    code = "not_genuine"
    http_status = 403


class Malformed(HandoffError):
    """The call lacks what it must have."""

    code = "malformed"
    http_status = 400


async def read_body(request: Request) -> bytes:
    """The whole body; raises BodyTooLarge before all of a flood has been read."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST:
            raise BodyTooLarge()
    return bytes(body)
