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
    """The full answer to the aspect asked; then what else was asked, of this program or another one."""
    first = base.programs[decision.programs[0].program]
    asked_of: dict[str, list[str]] = {first.id: [decision.aspect or "overview"]}
    for program, aspect in decision.also:
        asked_of.setdefault(program, []).append(aspect)
    parts = [about(base.programs[program], aspects, asked, today) for program, aspects in asked_of.items()]
    if any(aspect in _ABOUT_APPLYING for aspects in asked_of.values() for aspect in aspects):
        parts.append(line("utter_not_an_application"))
    next_label = _NEXT[decision.aspect or "overview"]
    labels = (next_label, "얼마" if decision.aspect != "amount" else "받을 수 있는 사람", "상담원 연결")
    return Reply(signed("\n".join(parts)), quick_replies=tuple((label, _pressed(first, label)) for label in labels))


def about(program: Program, aspects: list[str], asked: str, today: date) -> str:
    """One program's paragraph: name, answers, whom to ask, as-of date, and a warning on last year's figures."""
    found = [program.answer(aspect, today, asked if aspect == aspects[0] else "") for aspect in aspects]
    text = " ".join(dict.fromkeys(answer.text for answer in found))
    lines = [f"[{program.name}] {text}"]
    contact = program.contacts[0]
    if contact.phone not in text:
        lines.append(f"문의: {contact.name} {contact.phone}")
    lines.append(f"({program.assured_date.year}년 {program.assured_date.month}월 기준)")
    if last := max((answer.last_year or 0 for answer in found), default=0):
        lines.append(line("utter_last_year", year=str(last)))
    return "\n".join(lines)


def _pressed(program: Program, label: str) -> str:
    return label if label == "상담원 연결" else f"{program.name} {label}"
