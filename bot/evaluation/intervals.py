"""Shares with their uncertainty."""

from __future__ import annotations

import math
from dataclasses import dataclass

_Z = 1.959964  # 95 %


@dataclass(frozen=True)
class Share:
    """So many of so many; prints as a percentage with its 95 % Wilson interval."""

    right: int
    of: int

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval: honest near 0 and 1, where most of ours are."""
        if not self.of:
            return math.nan, math.nan
        p, n = self.value, self.of
        centre = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
        return max(0.0, centre - half), min(1.0, centre + half)

    def __str__(self) -> str:
        if not self.of:
            return "-"
        low, high = self.interval
        return f"{self.value:.1%} ({self.right}/{self.of}, {low:.1%}-{high:.1%})"
