"""Whether a decision is as right as it is sure, and what a higher threshold would cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.evaluation.intervals import Share
from bot.evaluation.judged import AUTOMATIC, Judged

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Messages that were about equally sure: their mean confidence, and how many were right."""

    confidence: float
    right: Share


@dataclass(frozen=True)
class Point:
    """With answers given only from this confidence on: how many of all are answered, how many of those wrongly."""

    threshold: float
    answered: Share
    wrong: Share


def bins(judged: Sequence[Judged]) -> list[Bin]:
    """Ten bins of equal mass, least sure first."""
    order = sorted(judged, key=lambda row: row.confidence)
    parts = [order[n * len(order) // BINS : (n + 1) * len(order) // BINS] for n in range(BINS)]
    return [
        Bin(sum(row.confidence for row in part) / len(part), Share.counted(row.right for row in part))
        for part in parts
        if part
    ]


def calibration_error(judged: Sequence[Judged], weights: Any) -> Any:
    """ECE for each row of weights: how far confidence and rightness are apart, over ten bins of equal mass."""
    order = np.argsort([row.confidence for row in judged], kind="stable")
    gaps = np.array([row.confidence - row.right for row in judged])[order]
    weights = weights[:, order]
    total = np.maximum(1, weights.sum(axis=1, keepdims=True))
    number = (weights.cumsum(axis=1) - weights / 2) * BINS // total  # a message drawn twice stays in one bin
    return sum(abs((weights * gaps * (number == n)).sum(axis=1)) for n in range(BINS)) / total[:, 0]


def risk_coverage(judged: Sequence[Judged]) -> list[Point]:
    """One point for each confidence that an automatic answer had, the surest first."""
    automatic = sorted((row for row in judged if row.decision in AUTOMATIC), key=lambda row: -row.confidence)
    points, wrong = [], 0
    for number, row in enumerate(automatic, 1):
        wrong += row.wrong_automatic
        if number == len(automatic) or automatic[number].confidence < row.confidence:
            points.append(Point(row.confidence, Share(number, len(judged)), Share(wrong, number)))
    return points
