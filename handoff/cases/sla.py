"""Promised times (약속기한), and how they are said to a resident. Legal processing times are another thing."""

from __future__ import annotations

from datetime import datetime

from handoff.cases.hours import SEOUL, OfficeHours

_WEEKDAYS = "월화수목금토일"


def response_due(arrived_at: datetime, hours: OfficeHours, *, crisis: bool = False) -> datetime:
    """The close of the next business day after arrival; arrival out of hours counts from the next opening.

    Arrived on Friday at 14:00 it is due on Monday at 18:00, arrived on Friday at 20:00 on Tuesday at 18:00. A crisis
    is due at once.
    """
    if crisis:
        return arrived_at
    counted = hours.next_opening(arrived_at).astimezone(SEOUL).date()
    return hours.close_of(hours.next_business_day(counted))


def due_words(due: datetime) -> str:
    """ "11월 24일(화) 오후 6시", as a resident reads it."""
    here = due.astimezone(SEOUL)
    half = "오전" if here.hour < 12 else "오후"
    minute = f" {here.minute}분" if here.minute else ""
    return f"{here.month}월 {here.day}일({_WEEKDAYS[here.weekday()]}) {half} {(here.hour - 1) % 12 + 1}시{minute}"
