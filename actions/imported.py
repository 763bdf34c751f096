"""Says what an imported program is, in the official source's own words."""

from __future__ import annotations

from datetime import date

from actions.reply import Reply
from bot.evidence import Context, Decision
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.imported import Imported
from bot.knowledge.quoted import quoted_lines
from bot.knowledge.regions import OFFICES
from bot.lines import signed


def about_imported(program: Imported, aspects: list[str], office: str, today: date) -> str | None:
    """One program's paragraph in official words; None for another city's, which this office never speaks for."""
    return "\n".join(quoted_lines(program, aspects, today)) if can_be_had_at(program, office) else None


def imported_answer(decision: Decision, context: Context, base: KnowledgeBase, today: date) -> Reply | None:
    """The reply to a question about an imported program; None where it is there no more, or not for this office."""
    program = base.catalog.get(decision.programs[0].program) if base.catalog else None
    text = imported_reply(program, [decision.aspect or "overview"], context.office, today) if program else None
    return Reply(text, quick_replies=(("상담원 연결", "상담원 연결"),)) if text else None


def imported_reply(program: Imported, aspects: list[str], office: str, today: date) -> str | None:
    """As `about_imported`, signed: the whole text of a reply."""
    text = about_imported(program, aspects, office, today)
    return signed(text) if text else None


def can_be_had_at(program: Imported, office: str) -> bool:
    """Whether it is the nation's, or that of the office's own province or district."""
    province, district = OFFICES[office]
    return program.province in (None, province) and program.district in (None, district)
