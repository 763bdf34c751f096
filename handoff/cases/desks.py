"""The real desk that a case should go to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.knowledge.directory import Desk, directory
from handoff.settings import settings


def suggest_desk(units: Sequence[str], facts: Mapping[str, Any], office: str | None = None) -> Desk | None:
    """The desk of the first unit that has one here, for the 동 that the resident told."""
    dong = facts.get("dong")
    for unit in units:
        desk = directory().desk_for(unit, office or settings().office, dong if isinstance(dong, str) else None)
        if desk is not None:
            return desk
    return None
