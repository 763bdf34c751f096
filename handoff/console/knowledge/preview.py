"""How residents would be sent an entry: as SMS with its bytes and pieces, on Kakao with its letters and bubbles."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bot.knowledge.program import ASPECTS
from bot.lines import signed
from handoff.channels.kakao_answer import skill_answer
from handoff.channels.kakao_limits import OUTPUTS, TEXT
from handoff.console.preview import preview
from handoff.knowledge.files import Document
from handoff.knowledge.said import desk_says, program_says
from handoff.knowledge.words import FIELDS

# What an entry raises that lacks something yet; its flaws name what.
_NOT_READY = (KeyError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError)


class Said(NamedTuple):
    """One text. `own` false: said for want of an answer of its own. `lost` are letters that a phone cannot be sent."""

    aspect: str
    name: str
    text: str
    own: bool
    sms: str
    bytes: int
    most_bytes: int
    pieces: int
    lost: str
    letters: int
    most_letters: int
    bubbles: list[str]
    most_bubbles: int


def said_texts(kind: str, document: Document, today: date) -> list[Said]:
    """One an aspect, or the one of a desk; those that cannot be said yet are left out."""
    if kind == "desk":
        return _said("", "안내", True, _text(kind, document, "", today))
    own = document.get("answers", {})
    return [
        said
        for aspect in ASPECTS
        for said in _said(aspect, FIELDS[aspect], aspect in own, _text(kind, document, aspect, today))
    ]


def _text(kind: str, document: Document, aspect: str, today: date) -> str:
    try:
        return signed(desk_says(document) if kind == "desk" else program_says(document, aspect, today))
    except _NOT_READY:
        return ""


def _said(aspect: str, name: str, own: bool, text: str) -> list[Said]:
    if not text:
        return []
    sms = preview(text, "sms", protected=False)
    bubbles = [output["simpleText"]["text"] for output in skill_answer([text])["template"]["outputs"]]
    return [Said(
        aspect, name, text, own, sms.kind, sms.length, sms.limit, sms.pieces, sms.lost,
        len(text), TEXT, bubbles, OUTPUTS,
    )]  # fmt: skip
