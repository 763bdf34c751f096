"""How well each class of decision is told from the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.evaluation.intervals import Share
from bot.evaluation.judged import Judged

CLASSES = ("answer", "recommend", "handoff", "crisis", "smalltalk", "out_of_scope")


@dataclass(frozen=True)
class ClassScores:
    """Of those decided so, how many are; of those that are, how many were decided so."""

    precision: Share
    recall: Share

    @property
    def f1(self) -> float:
        both = self.precision.of + self.recall.of
        return 2 * self.recall.right / both if both else 0.0


def class_scores(judged: Sequence[Judged]) -> dict[str, ClassScores]:
    """Of each class other than `clarify` that is expected at all."""
    return {name: _scores(name, judged) for name in CLASSES if any(row.wanted == name for row in judged)}


def macro_f1(judged: Sequence[Judged], weights: Any) -> Any:
    """The mean F1 of the classes that are expected at all, for each row of weights."""
    scores = []
    for name in class_scores(judged):
        due = np.array([row.wanted == name for row in judged], dtype=float)
        said = np.array([row.decision == name for row in judged], dtype=float)
        scores.append(2 * weights @ (due * said) / np.maximum(1, weights @ (due + said)))
    return np.mean(scores, axis=0) if scores else np.zeros(len(weights))


def confusion(pairs: Iterable[tuple[str, str]], order: Sequence[str]) -> dict[str, dict[str, int]]:
    """Expected → decided → how many; what `order` does not name comes last."""
    seen = Counter(pairs)
    names = dict.fromkeys([*order, *sorted({got for _, got in seen})])
    wanted = [name for name in names if any(pair[0] == name for pair in seen)]
    return {name: {got: seen[name, got] for got in names} for name in wanted}


def _scores(name: str, judged: Sequence[Judged]) -> ClassScores:
    return ClassScores(
        precision=Share.counted(row.wanted == name for row in judged if row.decision == name),
        recall=Share.counted(row.decision == name for row in judged if row.wanted == name),
    )
