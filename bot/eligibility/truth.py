"""Three-valued truth (Kleene): what nobody told is unknown, and stays so until it can make no difference."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


def all_met(truths: Iterable[Truth]) -> Truth:
    """Unmet where one is, met where all are."""
    seen = set(truths)
    if Truth.UNMET in seen:
        return Truth.UNMET
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.MET


def any_met(truths: Iterable[Truth]) -> Truth:
    """Met where one is, unmet where all are not."""
    seen = set(truths)
    if Truth.MET in seen:
        return Truth.MET
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.UNMET
