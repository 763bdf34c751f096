"""Serves the console's own style, script and icon; no other site is asked for anything."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Response

from handoff.console.assets import TYPES, assets
from handoff.console.errors import PageNotFound
from handoff.console.route import ConsoleRoute

router = APIRouter(route_class=ConsoleRoute)


@router.get("/console/static/{name}")
def asset(name: str) -> Response:
    content = assets().get(name)
    if content is None:
        raise PageNotFound()
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(content, media_type=TYPES[Path(name).suffix], headers=headers)
