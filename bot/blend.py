"""What a message amounts to, from all the evidence at once: one small calibrated model over the intents and the rest.

The intents are read from the words alone. 여권 만들 때 준비물 sounds like a question about papers; that no program is
linked to it says that it is none of ours. How much that weighs is learned, on predictions for held-out messages.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.evidence import Evidence
from bot.intents import GROUPS, groups
from bot.korean.normalize import squeeze
from bot.linear import shares_of

_LEAST = 1e-4  # below this a probability says no more


class Blend:
    """Probabilities of the groups of bot/intents.py for one message's evidence."""

    def __init__(self, weights: Any, bias: Any):
        self._weights = weights  # groups x features
        self._bias = bias

    def probabilities(self, evidence: Evidence) -> dict[str, float]:
        """Group → calibrated probability; they add up to 1."""
        logits = self._weights @ np.array(signs(evidence)) + self._bias
        return shares_of(GROUPS, logits)

    def save(self, path: Path) -> None:
        """A few hundred numbers, as JSON."""
        path.write_text(json.dumps({"weights": self._weights.tolist(), "bias": self._bias.tolist()}), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Blend:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return cls(np.array(stored["weights"]), np.array(stored["bias"]))


def signs(evidence: Evidence) -> list[float]:
    """The numbers that the model reads: log odds of the groups, links, words known, length, crisis, life events."""
    shares = groups(evidence.intents)
    length = len(squeeze(evidence.text))
    best = dict.fromkeys(("name", "like", "words"), 0.0)
    for link in evidence.links:
        best[link.via] = max(best.get(link.via, 0.0), link.score)
    top = max(best.values())
    finding = evidence.crisis or {}
    return [
        *(float(np.log(max(shares[group], _LEAST))) for group in GROUPS),
        best["name"],
        best["like"],
        best["words"],
        float(top < 0.3),
        float(top < 0.3 and length > 12),
        float(top < 0.55 and length > 12),
        evidence.known,
        evidence.known * float(length > 12),
        min(length, 200) / 100,
        float(length <= 8),
        float(finding.get("confidence", 0.0)),
        float(bool(evidence.facts.events)),
        float(bool(evidence.facts.ages)),
    ]


def fit(evidences: Sequence[Evidence], labels: Sequence[str], c: float = 1.0) -> Blend:
    """Fits on evidence whose intents come from models that had not seen the message; labels are groups."""
    from sklearn.linear_model import LogisticRegression

    matrix = np.array([signs(evidence) for evidence in evidences])
    target = np.array([GROUPS.index(label) for label in labels])
    model = LogisticRegression(C=c, max_iter=2000)
    model.fit(matrix, target)
    weights = np.zeros((len(GROUPS), matrix.shape[1]))
    bias = np.full(len(GROUPS), -9.0)  # a group without a training message is never likely
    for row, group in enumerate(model.classes_):
        weights[group], bias[group] = model.coef_[row], model.intercept_[row]
    return Blend(weights, bias)
