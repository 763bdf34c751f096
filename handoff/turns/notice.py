"""The notice to new residents (automatic answers, what is kept): told once in each of its versions."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from bot.lines import line


@cache
def notice_version() -> str:
    """Changes with the words of the notice."""
    return sha256(line("utter_first_contact").encode()).hexdigest()[:16]
