"""Style, script and icon of the console, read once; their addresses carry a hash, so browsers may keep them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@cache
def assets() -> dict[str, bytes]:
    """The content of each file by its name."""
    return {path.name: path.read_bytes() for path in _FOLDER.iterdir() if path.suffix in TYPES}


@cache
def asset_url(name: str) -> str:
    return f"/console/static/{name}?v={hashlib.sha256(assets()[name]).hexdigest()[:12]}"
