"""One program of the second tier: what an official source says of it, in its own words, with department and date."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any

SOURCES = {
    "bokjiro-central": "복지로 중앙부처복지서비스",
    "bokjiro-local": "복지로 지자체복지서비스",
    "gov24": "정부24 보조금24",
    "youthcenter": "온통청년",
}
"""Where programs are imported from → what a resident or counselor reads of it."""


@dataclass(frozen=True)
class Imported:
    """Texts are plain: unescaped, line breaks as `\\n`, no blanks at the ends; an empty text is unknown.

    `province` and `district` are as of 2026 (서울특별시, 동작구); both None is the whole nation, `district` None the
    whole province. `contacts` are (name, phone), the phone may be empty. `gone` is the day since when the source does
    not list it any more.
    """

    id: str  # source:source_id
    source: str
    source_id: str
    name: str
    department: str = ""
    province: str | None = None
    district: str | None = None
    summary: str = ""
    target: str = ""
    criteria: str = ""
    benefit: str = ""
    how_to_apply: str = ""
    documents: str = ""
    period: str = ""
    contacts: tuple[tuple[str, str], ...] = ()
    life_stages: tuple[str, ...] = ()
    households: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    url: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    updated: date | None = None
    retrieved: date | None = None
    gone: date | None = None

    def as_dict(self) -> dict[str, Any]:
        """For JSON: dates as YYYY-MM-DD, tuples as lists, what is unknown left out."""
        values = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        known = {name: value for name, value in values.items() if value not in ("", (), None)}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in known.items()}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Imported:
        """What `as_dict` gave, or what JSON made of it."""
        values = dict(data)
        for name in ("valid_from", "valid_to", "updated", "retrieved", "gone"):
            if values.get(name):
                values[name] = date.fromisoformat(values[name])
        for name in ("life_stages", "households", "themes"):
            values[name] = tuple(values.get(name, ()))
        values["contacts"] = tuple((name, phone) for name, phone in values.get("contacts", ()))
        return cls(**values)
