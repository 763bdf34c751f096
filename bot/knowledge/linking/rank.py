"""How likely a candidate is the program that a message asks about: a small linear model over the clues.

Two logistic regressions, fitted by `python -m bot.knowledge.linking.rank` on data/links/questions.yml. The first weighs the
clues so that the right program stands above the others of its message. The second turns that into a probability, from
the sum, its distance to the best other candidate and how the program was found. Served with numpy alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Self

import numpy as np

from bot.knowledge.linking.clues import CLUES
from bot.paths import DATA

WEIGHTS = DATA / "links" / "weights.json"
SIGNS = (
    "sum", "ahead", "named", "like", "background", "cover_descriptions", "description_alike", "name_mass",
    "matter", "known", "meaning",
)  # fmt: skip
_FARTHEST = 4.0  # a distance to the next candidate beyond this says no more


class Ranker:
    """Weights for the clues, and for turning their sum into a probability.

    `clues` names the numbers of a candidate, `signs` what the probability is read from: the sum, its distance to the
    best other candidate, and some of the clues.
    """

    clues: tuple[str, ...] = CLUES
    signs: tuple[str, ...] = SIGNS
    weights = WEIGHTS

    def __init__(self, order: Any, scale: Any, bias: float):
        self._order, self._scale, self._bias = np.asarray(order), np.asarray(scale), bias

    def sums(self, clues: Any) -> Any:
        return np.asarray(clues) @ self._order

    def probabilities(self, clues: Sequence[Sequence[float]]) -> list[float]:
        """One for each candidate of one message; they need not add up to 1: two may be asked about, or none."""
        table = np.asarray(clues)
        logits = self.signs_of(table, self.sums(table)) @ self._scale + self._bias
        probabilities: list[float] = (1 / (1 + np.exp(-logits))).tolist()
        return probabilities

    @classmethod
    def signs_of(cls, table: Any, sums: Any) -> Any:
        """What the probability is read from, for all candidates of one message."""
        signs = np.empty((len(sums), len(cls.signs)))
        signs[:, 0], signs[:, 1], signs[:, 2:] = sums, _FARTHEST, table[:, cls._own_signs()]
        if len(sums) > 1:
            second, first = np.sort(sums)[-2:]
            ahead = sums - np.where(sums == first, second, first)
            signs[:, 1] = np.maximum(np.minimum(ahead, _FARTHEST), -_FARTHEST)
        return signs

    @classmethod
    @cache
    def _own_signs(cls) -> Any:
        """Where those of the signs that are clues stand among these."""
        return np.array([cls.clues.index(name) for name in cls.signs[2:]])

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        stored = json.loads((path or cls.weights).read_text(encoding="utf-8"))
        order = [stored["order"].get(clue, 0.0) for clue in cls.clues]
        return cls(order, [stored["scale"].get(sign, 0.0) for sign in cls.signs], stored["bias"])

    def as_dict(self) -> dict[str, Any]:
        return {
            "order": {clue: round(float(w), 4) for clue, w in zip(self.clues, self._order, strict=True)},
            "scale": {sign: round(float(w), 4) for sign, w in zip(self.signs, self._scale, strict=True)},
            "bias": round(float(self._bias), 4),
        }


if __name__ == "__main__":
    from bot.knowledge.linking.fit_rank import main

    main()
