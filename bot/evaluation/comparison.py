"""Two models: which is better at what, and whether that is more than luck.

On the same messages they are compared message by message: McNemar's exact test on those that only one got right, and a
bootstrap interval of the difference. Of two files of figures only the figures are known, so their intervals decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import Any

import numpy as np

from bot.evaluation.intervals import Estimate, Figure, difference
from bot.evaluation.judged import Judged
from bot.evaluation.measures import MEASURES, Measure, measures_of
from bot.evaluation.resampling import pivotal, weights

BETTER, WORSE, LIKE = "clearly better", "clearly worse", "no clear difference"
_SURE = 0.05


@dataclass(frozen=True)
class Change:
    """`apart` is new less old; `won` and `lost` are the messages that only the new, only the old one got right."""

    measure: Measure
    old: Figure
    new: Figure
    apart: Estimate
    won: int | None = None
    lost: int | None = None

    @property
    def chance(self) -> float | None:
        """How likely luck alone makes such a difference; None where the messages are not known."""
        return None if self.won is None or self.lost is None else mcnemar(self.won, self.lost)

    @property
    def verdict(self) -> str:
        low, high = self.apart.interval
        if not (low > 0 or high < 0) or (self.chance is not None and self.chance >= _SURE):
            return LIKE
        return WORSE if (self.apart.value > 0) == self.measure.fewer else BETTER


def mcnemar(won: int, lost: int) -> float:
    """The exact two-sided test: were both as good, the messages that they differ on would fall like a coin."""
    fewer, of = min(won, lost), won + lost
    tail: int = sum(comb(of, n) for n in range(fewer + 1))
    return min(1.0, tail / 2 ** (of - 1)) if of else 1.0


def compare_figures(old: Mapping[str, Figure], new: Mapping[str, Figure]) -> list[Change]:
    """Measures that both have, as if of different messages: careful where the messages are the same."""
    return [
        Change(m, old[m.name], new[m.name], difference(new[m.name], old[m.name]))
        for m in MEASURES
        if m.name in old and m.name in new and old[m.name].known and new[m.name].known
    ]


def compare_paired(old: Sequence[Judged], new: Sequence[Judged]) -> list[Change]:
    """The same messages decided twice, in the same order."""
    before, now, drawn = measures_of(old).figures, measures_of(new).figures, weights(new)
    return [_paired(m, old, new, before[m.name], now[m.name], drawn) for m in MEASURES if now[m.name].known]


def _paired(
    m: Measure, old: Sequence[Judged], new: Sequence[Judged], before: Figure, now: Figure, drawn: Any
) -> Change:
    if m.whole:
        moved = m.whole(new, drawn) - m.whole(old, drawn)
        return Change(m, before, now, _estimate(now.value - before.value, moved))
    asked, gained = _gained(m, old, new)
    moved = drawn @ gained / np.maximum(1, drawn @ asked)
    ups, downs = int((gained > 0).sum()), int((gained < 0).sum())
    won, lost = (downs, ups) if m.fewer else (ups, downs)
    return Change(m, before, now, _estimate(now.value - before.value, moved), won, lost)


def _gained(m: Measure, old: Sequence[Judged], new: Sequence[Judged]) -> tuple[Any, Any]:
    """Of each message: whether the measure asks about it (whoever decided), and what the new model gains on it."""
    assert m.hit is not None
    pairs = [(m.hit(before), m.hit(now)) for before, now in zip(old, new, strict=True)]
    asked = np.array([now is not None for _, now in pairs], dtype=float)
    return asked, np.array([float(now or 0) - float(before or 0) for before, now in pairs])


def _estimate(value: float, moved: Any) -> Estimate:
    return Estimate(value, pivotal(value, moved))
