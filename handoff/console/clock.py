"""Times as counselors read them: in Korea, short."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from handoff.cases.hours import SEOUL
from handoff.db import utc_now

_WEEKDAYS = "월화수목금토일"


def clock(at: datetime) -> str:
    """ "오후 7:08" today, "11. 20.(금) 오후 7:08" on other days, with the year where it is not this one."""
    here, today = at.astimezone(SEOUL), utc_now().astimezone(SEOUL)
    hour = f"{'오전' if here.hour < 12 else '오후'} {(here.hour - 1) % 12 + 1}:{here.minute:02d}"
    if here.date() == today.date():
        return hour
    year = f"{here.year}. " if here.year != today.year else ""
    return f"{year}{here.month}. {here.day}.({_WEEKDAYS[here.weekday()]}) {hour}"


def day(of: date) -> str:
    """ "2026. 6. 12." """
    return f"{of.year}. {of.month}. {of.day}."


def lasted(span: timedelta) -> str:
    """ "3일 2시간", "1시간 5분", "4분", "방금"."""
    minutes = int(span.total_seconds() // 60)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return f"{days}일 {hours}시간" if hours else f"{days}일"
    if hours:
        return f"{hours}시간 {rest}분" if rest else f"{hours}시간"
    return f"{rest}분" if rest > 0 else "방금"


def input_value(at: datetime) -> str:
    """For `<input type="datetime-local">`."""
    return at.astimezone(SEOUL).strftime("%Y-%m-%dT%H:%M")


def from_input(value: str) -> datetime:
    """What such an input holds, as an aware time; ValueError where it holds none."""
    return datetime.fromisoformat(value).replace(tzinfo=SEOUL)
