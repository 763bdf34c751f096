"""Bootstrap: what a figure would have been on other messages of the same kind. Seeded, so it is the same each time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from bot.evaluation.intervals import Estimate
from bot.evaluation.judged import Judged

DRAWS = 2000
_SEED = 20261121

Whole = Callable[[Sequence[Judged], Any], Any]  # messages, weights (draws x messages) → the figure in each draw


def weights(judged: Sequence[Judged]) -> Any:
    """How often each message is drawn, draws x messages; whole dialogues are drawn, as their turns hang together."""
    numbers: dict[str, int] = {}
    talk_of = np.array([numbers.setdefault(row.talk, len(numbers)) for row in judged], dtype=int)
    talks = len(numbers)
    if not talks:
        return np.zeros((1, 0))
    drawn = np.random.default_rng(_SEED).multinomial(talks, np.full(talks, 1 / talks), size=DRAWS)
    return drawn[:, talk_of].astype(float)


def once(judged: Sequence[Judged]) -> Any:
    """The weights of the messages as they are."""
    return np.ones((1, len(judged)))


def estimate(figure: Whole, judged: Sequence[Judged], drawn: Any) -> Estimate:
    """A figure between 0 and 1 with its interval."""
    value = float(figure(judged, once(judged))[0])
    low, high = pivotal(value, figure(judged, drawn))
    return Estimate(value, (max(0.0, low), min(1.0, high)))


def pivotal(value: float, drawn: Any) -> tuple[float, float]:
    """The 95 % interval that takes out how far resampling itself pulls a figure up or down (it pulls ECE up)."""
    low, high = (float(q) for q in np.quantile(drawn, (0.025, 0.975)))
    return min(value, 2 * value - high), max(value, 2 * value - low)
