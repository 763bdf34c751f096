"""What residents would be sent from an entry, before it is approved: each answer as the bot signs it, with its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.knowledge.program import ASPECTS
from bot.lines import signed
from handoff.knowledge.files import Document
from handoff.knowledge.said import desk_says, program_says


@dataclass(frozen=True)
class Preview:
    """One text. `bytes` is its length as Korean carriers count it; `own` false: said for want of an answer of its own."""

    aspect: str | None
    text: str
    bytes: int
    own: bool = True


def preview(kind: str, document: Document, today: date) -> list[Preview]:
    """The texts of an entry without flaws: one an aspect, or the one of a desk."""
    if kind == "desk":
        return [_preview(None, desk_says(document))]
    answers = document["answers"]
    return [_preview(aspect, program_says(document, aspect, today), aspect in answers) for aspect in ASPECTS]


def _preview(aspect: str | None, text: str, own: bool = True) -> Preview:
    text = signed(text)
    return Preview(aspect, text, len(text.encode("cp949", errors="replace")), own)
