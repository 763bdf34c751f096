"""Templates, and what every page of the console has around it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.knowledge.directory import OFFICES
from bot.safety.kinds import KINDS
from handoff.console import words
from handoff.console.assets import asset_url
from handoff.console.clock import clock, input_value, lasted
from handoff.settings import settings

HERE = Path(__file__).parent
# Everything comes from here, and nothing in a page may run or be styled from within it: a resident's words are text.
SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"clock": clock, "lasted": lasted, "input_value": input_value}
    environment.globals |= {"words": words, "kinds": KINDS, "asset_url": asset_url}
    return environment


def render(name: str, request: Request, **context: Any) -> str:
    """A template with what all of them use; `me` is None where nobody is signed in."""
    context = {"me": None, "page": "", "office": OFFICES[settings().office]} | context
    return _environment().get_template(name).render(request=request, **context)


def page(name: str, request: Request, status: int = 200, **context: Any) -> HTMLResponse:
    return HTMLResponse(render(name, request, **context), status_code=status)
