"""Answers about a program: what was asked, as of when, whom to ask, and that a text is no application."""

from __future__ import annotations

from datetime import date

from actions.reply import Reply
from bot.evidence import Decision
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.program import Program
from bot.lines import line, signed

_ABOUT_APPLYING = {"how_to_apply", "documents", "period", "where"}
_NEXT = {
    "overview": "신청 방법", "eligibility": "신청 방법", "amount": "신청 방법", "how_to_apply": "필요한 서류",
    "documents": "신청하는 곳", "where": "필요한 서류", "contact": "신청 방법", "period": "필요한 서류",
}  # fmt: skip


def answer(decision: Decision, asked: str, base: KnowledgeBase, today: date) -> Reply:
    """The full answer to the aspect asked, and to a second program named in the same message."""
    first = base.programs[decision.programs[0].program]
    aspect = decision.aspect or "overview"
    parts = [about(first, aspect, asked, today)]
    parts += [about(base.programs[program], other, asked, today) for program, other in decision.also]
    if aspect in _ABOUT_APPLYING:
        parts.append(line("utter_not_an_application"))
    more = (_NEXT[aspect], "받을 수 있는 사람" if aspect != "eligibility" else "얼마", "상담원 연결")
    return Reply(signed("\n".join(parts)), quick_replies=tuple((label, _pressed(first, label)) for label in more))


def about(program: Program, aspect: str, asked: str, today: date) -> str:
    """One program's paragraph: name, answer, whom to ask, as-of date, and a warning on last year's figures."""
    found = program.answer(aspect, today, asked)
    lines = [f"[{program.name}] {found.text}"]
    contact = program.contacts[0]
    if contact.phone not in found.text:
        lines.append(f"문의: {contact.name} {contact.phone}")
    lines.append(f"({found.as_of.year}년 {found.as_of.month}월 기준)")
    if found.last_year:
        lines.append(line("utter_last_year", year=str(found.last_year)))
    return "\n".join(lines)


def _pressed(program: Program, label: str) -> str:
    return label if label == "상담원 연결" else f"{program.name} {label}"
