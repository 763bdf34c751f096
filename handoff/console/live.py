"""Tells open pages that something changed; they ask for themselves again and draw what is different."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from handoff.console.access import COOKIE, ListeningStaff
from handoff.console.feed import feed
from handoff.console.route import ConsoleRoute
from handoff.db import transaction
from handoff.staff import sessions

router = APIRouter(route_class=ConsoleRoute)

BEAT = 15.0  # seconds between signs of life, when the session is looked at too
# The browser opens another stream after this: a server that wants to stop is not held up for ever.
LONGEST = 600.0


@router.get("/console/live")
async def live(request: Request, me: ListeningStaff) -> StreamingResponse:
    """Server-Sent Events: `changed` with the ids of cases. Ends with the session."""
    stream = _events(request.cookies.get(COOKIE))
    return StreamingResponse(stream, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def _events(token: str | None) -> AsyncIterator[str]:
    ends = time.monotonic() + LONGEST
    async with feed().listen() as heard:
        yield "retry: 2000\n\n"
        while time.monotonic() < ends:
            try:
                changed = await asyncio.wait_for(heard.get(), BEAT)
                yield f"event: changed\ndata: {json.dumps({'cases': changed})}\n\n"
            except TimeoutError:
                if not await run_in_threadpool(_still_signed_in, token):
                    return
                yield ": beat\n\n"


def _still_signed_in(token: str | None) -> bool:
    with transaction() as session:
        return sessions.find(session, token, used=False) is not None
