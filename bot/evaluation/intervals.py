"""Figures with their uncertainty: shares, and estimates by resampling; the difference of two."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist
from typing import ClassVar

Interval = tuple[float, float]


@dataclass(frozen=True)
class Share:
    """So many of so many; prints as a percentage with its 95 % Wilson interval."""

    right: int
    of: int

    @classmethod
    def counted(cls, hits: Iterable[bool | None]) -> Share:
        """Of those that are asked at all: None is not."""
        seen = [bool(hit) for hit in hits if hit is not None]
        return cls(sum(seen), len(seen))

    @property
    def known(self) -> bool:
        return self.of > 0

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else math.nan

    @property
    def interval(self) -> Interval:
        return self.bounds(0.95)

    def bounds(self, level: float) -> Interval:
        """Wilson's interval: honest near 0 and 1, where most of ours are."""
        if not self.of:
            return math.nan, math.nan
        p, n, z = self.value, self.of, _z(level)
        centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
        return max(0.0, centre - half), min(1.0, centre + half)

    def __str__(self) -> str:
        if not self.of:
            return "-"
        low, high = self.interval
        return f"{self.value:.1%} ({self.right}/{self.of}, {low:.1%}-{high:.1%})"


@dataclass(frozen=True)
class Estimate:
    """A figure that is no share, with its 95 % interval."""

    value: float
    interval: Interval
    known: ClassVar[bool] = True

    def bounds(self, level: float) -> Interval:
        """At another level, as far as a normal distribution reaches on either side."""
        reach = _z(level) / _z(0.95)
        low, high = self.interval
        return self.value - (self.value - low) * reach, self.value + (high - self.value) * reach

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.3f} ({low:.3f}-{high:.3f})"


Figure = Share | Estimate


def difference(new: Figure, old: Figure) -> Estimate:
    """New less old of figures measured apart, by Newcombe's method: their two intervals put together."""
    (new_low, new_high), (old_low, old_high) = new.interval, old.interval
    apart = new.value - old.value
    below = math.hypot(new.value - new_low, old_high - old.value)
    above = math.hypot(new_high - new.value, old.value - old_low)
    return Estimate(apart, (apart - below, apart + above))


def _z(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)
