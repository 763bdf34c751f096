"""Two records of the same program, one newer: what is known of it from both."""

from __future__ import annotations

import dataclasses
from datetime import date

from bot.knowledge.imported import Imported

_DETAILS = ("target", "criteria", "documents")
# What a list row says more shortly than the details do, or not at all.
_TOLD_BY_DETAILS = (
    "department", "summary", "target", "criteria", "benefit", "how_to_apply", "documents", "period", "contacts",
)  # fmt: skip
_UNKNOWN = ("", (), None)


def join(one: Imported, other: Imported) -> Imported:
    """The newer one's words; where it says nothing, the older one's.

    A bare list row, though newer, leaves what the details told: it would put a summary in the place of the full text.
    """
    older, newer = (one, other) if retrieved(one) <= retrieved(other) else (other, one)
    kept = _TOLD_BY_DETAILS if has_details(older) and not has_details(newer) else ()
    values = {
        name: getattr(older, name)
        for name in _fillable(newer)
        if getattr(newer, name) in _UNKNOWN or (name in kept and getattr(older, name) not in _UNKNOWN)
    }
    return dataclasses.replace(newer, **values)


def _fillable(newer: Imported) -> list[str]:
    """Of a region only the province tells that it is known: without a district it is the whole province."""
    names = [field.name for field in dataclasses.fields(Imported)]
    return names if newer.province is None else [name for name in names if name != "district"]


def retrieved(record: Imported) -> date:
    """The day of the data; long ago where it is unknown."""
    return record.retrieved or date.min


def has_details(record: Imported) -> bool:
    """Whether it is more than a row of a list; details alone have no name."""
    return not record.name or any(getattr(record, name) for name in _DETAILS)
