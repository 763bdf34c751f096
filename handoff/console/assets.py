"""Style, script and icon of the console, read once; their addresses carry a hash, so browsers may keep them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Response

from handoff.console.errors import PageNotFound
from handoff.console.route import ConsoleRoute

router = APIRouter(route_class=ConsoleRoute)

_FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@cache
def _assets() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in _FOLDER.iterdir() if path.suffix in _TYPES}


def asset_url(name: str) -> str:
    return f"/console/static/{name}?v={hashlib.sha256(_assets()[name]).hexdigest()[:12]}"


@router.get("/console/static/{name}")
def asset(name: str) -> Response:
    content = _assets().get(name)
    if content is None:
        raise PageNotFound()
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(content, media_type=_TYPES[Path(name).suffix], headers=headers)
