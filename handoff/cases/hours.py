"""The office's clock: when counselors work, and what "the next business day" is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import yaml

from bot.paths import DATA
from handoff.settings import settings

SEOUL = ZoneInfo("Asia/Seoul")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OfficeHours:
    """Weekdays from `opens` to `closes` without lunch, public holidays and the days in `closed`."""

    opens: time = time(9)
    closes: time = time(18)
    lunch: tuple[time, time] = (time(12), time(13))
    closed: Mapping[date, str] = field(default_factory=dict)
    public: Mapping[date, str] = field(default_factory=lambda: holidays.country_holidays("KR"))

    def holiday(self, day: date) -> str | None:
        """The name of the holiday that a day is."""
        return self.closed.get(day) or self.public.get(day)

    def is_business_day(self, day: date) -> bool:
        return day.weekday() < 5 and self.holiday(day) is None

    def is_open(self, at: datetime) -> bool:
        """Whether counselors are at work; over lunch they are not."""
        here = at.astimezone(SEOUL)
        now = here.time()
        if not self.is_business_day(here.date()) or not self.opens <= now < self.closes:
            return False
        return not self.lunch[0] <= now < self.lunch[1]

    def next_opening(self, at: datetime) -> datetime:
        """`at` itself while the office is open; else when it opens next."""
        if self.is_open(at):
            return at
        here = at.astimezone(SEOUL)
        if self.is_business_day(here.date()):
            for opening in (self.opens, self.lunch[1]):
                if here.time() < opening:
                    return _at(here.date(), opening)
        return _at(self.next_business_day(here.date()), self.opens)

    def next_business_day(self, day: date) -> date:
        """The first business day after this one."""
        day += _ONE_DAY
        while not self.is_business_day(day):
            day += _ONE_DAY
        return day

    def close_of(self, day: date) -> datetime:
        return _at(day, self.closes)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, SEOUL)


@cache
def office_hours(office: str | None = None) -> OfficeHours:
    """The hours of an office (else of this one), from data/parameters/office_hours.yml."""
    content = yaml.safe_load((DATA / "parameters" / "office_hours.yml").read_text(encoding="utf-8"))
    own = content["offices"][office or settings().office]
    closed = {**content["every_office"]["closed"], **own["closed"]}
    return _parse(own, {date.fromisoformat(day): name for day, name in closed.items()})


def _parse(own: Mapping[str, Any], closed: Mapping[date, str]) -> OfficeHours:
    start, end = (time.fromisoformat(text) for text in own["lunch"])
    opens, closes = time.fromisoformat(own["opens"]), time.fromisoformat(own["closes"])
    return OfficeHours(opens, closes, (start, end), closed)
