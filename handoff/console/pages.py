"""Templates, and what every page of the console has around it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.knowledge.directory import OFFICES
from bot.safety.kinds import KINDS
from handoff.cases.close import OUTCOMES
from handoff.console import words
from handoff.console.assets import asset_url
from handoff.console.clock import clock, day, input_value, lasted
from handoff.db import utc_now
from handoff.settings import settings

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"clock": clock, "lasted": lasted, "input_value": input_value, "day": day}
    environment.globals |= {
        "words": words, "kinds": KINDS, "outcomes": OUTCOMES, "asset_url": asset_url, "now": utc_now,
    }  # fmt: skip
    return environment


def page(name: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A template as an answer; `me` is None where nobody is signed in."""
    context = {"me": None, "office": OFFICES[settings().office]} | context
    return HTMLResponse(_environment().get_template(name).render(context), status_code=status)
