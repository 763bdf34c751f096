"""What a form of these pages sends: any number of inputs, which no signature could name."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from handoff.console.knowledge.form import Given


async def _sent(request: Request) -> Given:
    form = await request.form()
    return {name: [value for value in form.getlist(name) if isinstance(value, str)] for name in form}


Sent = Annotated[Given, Depends(_sent)]


def one(given: Given, name: str) -> str:
    """The last value of an input, without blanks at its ends; empty where there is none."""
    values = given.get(name, ())
    return values[-1].strip() if values else ""


def number(given: Given, name: str) -> int:
    """Of a hidden input that our own page wrote; 0 is what no page writes."""
    text = one(given, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
