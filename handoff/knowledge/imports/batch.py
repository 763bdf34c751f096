"""What one import brings: records, what was refused of it, and whether it is all that the source has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.knowledge.imported import Imported
from handoff.knowledge.readers import Refused

_SEOUL = ZoneInfo("Asia/Seoul")


def korean_day(moment: datetime) -> date:
    return moment.astimezone(_SEOUL).date()


@dataclass
class Batch:
    """`day` is the day of the data. `whole` are the ids of which the source said everything, so that what is empty in
    them is empty at the source; of the others an empty text is only unknown.

    `partial` says why what is missing here may still be listed by the source; none: this is the whole list. `unread`
    counts rows of it of which nobody knows whose they are.
    """

    day: date
    records: dict[str, Imported] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)
    partial: str | None = None
    unread: int = 0
