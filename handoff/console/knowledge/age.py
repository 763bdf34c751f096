"""Which entries somebody should look at again: confirmed long ago, or telling last year's figures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bot.knowledge.figures import in_force
from bot.knowledge.parameters import parameters
from bot.knowledge.program import with_parameters
from handoff.knowledge.files import Document

FRESH = timedelta(days=365)


def as_of(kind: str, document: Document) -> date | None:
    """The day somebody confirmed it; of a desk the day of its source."""
    reference = document.get("references", {}).get(document.get("reference"), {})
    day = document.get("assured_date") if kind == "program" else reference.get("as_of")
    return _date(day)


def why_old(kind: str, document: Document, today: date) -> list[str]:
    """Empty where it may be left as it is."""
    found = []
    day = as_of(kind, document)
    if day is not None and today - day > FRESH:
        found.append("기준일이 1년 넘었습니다")
    if kind == "program" and document.get("status") != "ended" and _last_years(document, today):
        found.append("지난해 금액으로 답합니다")
    return found


def _last_years(document: Document, today: date) -> bool:
    figures = with_parameters(document.get("amounts", {}), parameters())
    return any(in_force(rows, today).get("year", today.year) < today.year for rows in figures.values() if rows)


def _date(text: Any) -> date | None:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
