"""Which aspect a question asks: a second reading, of what its question words ask for (bot/korean/frames.py).

The intents are told apart by letters and by words; among questions, what stands around 얼마, 몇 and 언제 tells more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from bot import linear
from bot.intents import ASKING
from bot.korean.frames import frames
from bot.linear import LinearModel

_LEAST = 1e-6
_HIGHEST = 20.0  # of the weight of the second reading


class AspectModel:
    """Divides the probability that a message asks a question anew among the aspects."""

    def __init__(self, model: LinearModel, weight: float):
        self._model = model
        self._weight = weight

    def divide(self, intents: Mapping[str, float], text: str) -> dict[str, float]:
        """The intents with the same sum for all questions, divided by both readings."""
        names = self._model.labels
        first = np.array([intents.get(name, 0.0) for name in names])
        logits = np.log(np.maximum(first, _LEAST)) + self._weight * self._model.scores(frames(text))
        shares = linear.shares_of(names, logits)
        return {**intents, **{name: share * float(first.sum()) for name, share in shares.items()}}

    def save(self, folder: Path, name: str) -> None:
        """Two files: `name`.npz and `name`.json."""
        self._model.save(folder / f"{name}.npz")
        (folder / f"{name}.json").write_text(json.dumps(round(self._weight, 4)), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, name: str) -> AspectModel:
        """What `save` wrote."""
        weight = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        return cls(LinearModel.load(folder / f"{name}.npz"), weight)


def train(
    texts: Sequence[str],
    labels: Sequence[str],
    held_out: Mapping[int, Mapping[str, float]],
    *,
    c: float = 0.5,
    min_count: int = 3,
) -> AspectModel:
    """Fits on the questions; the weight on those whose intents were read by a model that had not seen them.

    `held_out` is row → intent → probability; the other rows are what that first model was fitted on.
    """
    from scipy.optimize import minimize_scalar

    asking = [row for row, label in enumerate(labels) if label in ASKING]
    documents = {row: frames(texts[row]) for row in asking}
    seen = [row for row in asking if row not in held_out]
    unseen = [row for row in asking if row in held_out]
    model = linear.fit([documents[row] for row in asking], [labels[row] for row in asking], c=c, min_count=min_count)
    if not seen or not unseen:  # a handful of messages
        return AspectModel(model, 0.0)
    first = linear.fit([documents[row] for row in seen], [labels[row] for row in seen], c=c, min_count=min_count)
    shares = np.array([[max(held_out[row].get(name, 0.0), _LEAST) for name in first.labels] for row in unseen])
    scores = np.stack([first.scores(documents[row]) for row in unseen])
    target = linear.targets([labels[row] for row in unseen], first.labels)
    found = minimize_scalar(
        lambda weight: linear.surprise(np.log(shares) + weight * scores, target),
        bounds=(0.0, _HIGHEST),
        method="bounded",
    )
    return AspectModel(model, float(found.x))
