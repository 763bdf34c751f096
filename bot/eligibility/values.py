"""What is known of a fact: an interval of whole numbers, or the values that are still possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, both included; a figure told exactly has both the same."""

    low: float = -inf
    high: float = inf


Known = Interval | frozenset[str]
NONE: frozenset[str] = frozenset()
"""There is nobody to count: the age of a child, where there is no child."""
Facts = Mapping[str, Known]
"""Fact → what is known of it; a fact that nobody told is missing."""


def known_from(plain: Any) -> Known:
    """From data: 65, {at_least: 65, at_most: 69}, couple, [mild, severe], true (which is the value `yes`).

    >>> known_from({"at_least": 65})
    Interval(low=65, high=inf)
    """
    if isinstance(plain, Mapping):
        return Interval(plain.get("at_least", -inf), plain.get("at_most", inf))
    if isinstance(plain, int) and not isinstance(plain, bool):
        return Interval(plain, plain)
    return frozenset(map(value_name, plain if isinstance(plain, list) else [plain]))


def plain_of(known: Known) -> Any:
    """What `known_from` reads back; for a slot, which holds JSON."""
    if isinstance(known, Interval):
        ends = {"at_least": known.low, "at_most": known.high}
        return {end: int(value) for end, value in ends.items() if abs(value) != inf}
    return sorted(known)


def value_name(value: Any) -> str:
    """YAML reads yes and no as true and false."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
