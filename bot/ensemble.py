"""Two readings of one message weighed together: the letters' (bot/linear.py) and the words' (bot/convolution.py).

Each is wrong where the other is not: letters survive typos and missing spaces, words know what they mean.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from bot import convolution, linear
from bot.convolution import ConvolutionModel
from bot.counts import Counts
from bot.korean.vectors import words_of
from bot.linear import Features, LinearModel

_START = (5.0, 0.7)
_LOWEST = 0.05  # neither reading is ever switched off


class Ensemble:
    """Probabilities of labels; `weights` are the factors on the decision values of letters and of words."""

    def __init__(self, letters: LinearModel, words: ConvolutionModel, weights: tuple[float, float]):
        self.labels = letters.labels
        self.letters = letters
        self.words = words
        self.weights = weights

    def probabilities(self, features: Features, text: str) -> dict[str, float]:
        """Label → calibrated probability; they add up to 1. `features` are the letters' of the same text."""
        return self.calibrated(self.letters.scores(features), self.words.scores(text))

    def calibrated(self, letters: Any, words: Any) -> dict[str, float]:
        """The two models' decision values as probabilities."""
        return linear.shares_of(self.labels, letters * self.weights[0] + words * self.weights[1])

    def save(self, folder: Path, name: str) -> None:
        """Three files: `name`.letters.npz, `name`.words.npz, `name`.weights.json."""
        self.letters.save(folder / f"{name}.letters.npz")
        self.words.save(folder / f"{name}.words.npz")
        (folder / f"{name}.weights.json").write_text(json.dumps([round(w, 4) for w in self.weights]), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, name: str) -> Ensemble:
        """What `save` wrote."""
        letters, words = json.loads((folder / f"{name}.weights.json").read_text(encoding="utf-8"))
        return cls(
            LinearModel.load(folder / f"{name}.letters.npz"),
            ConvolutionModel.load(folder / f"{name}.words.npz"),
            (letters, words),
        )


def train(
    texts: Sequence[str],
    documents: Sequence[Features],
    labels: Sequence[str],
    *,
    groups: Sequence[int],
    c: float = 0.5,
    min_count: int = 1,
    epochs: int = 6,
) -> tuple[Ensemble, dict[int, dict[str, float]]]:
    """Fits both models and their weights; and gives held-out probabilities, row → label → probability, of a third.

    `documents` are the features of the texts, row by row. Rows of one group stay on one side of the cut. The letters are
    fitted on a thread of their own, beside the words: liblinear does not hold the interpreter.
    """
    seen, unseen = linear.apart(groups)
    known = [labels[row] for row in seen]
    counts = Counts.of(documents, min_count)
    said = [words_of(text, convolution.LENGTH) for text in texts]
    with ThreadPoolExecutor(1) as beside:
        of_seen = beside.submit(linear.fit, counts.rows(seen), known, c=c, min_count=min_count)
        of_all = beside.submit(linear.fit, counts, labels, c=c, min_count=min_count)
        words = convolution.fit([said[row] for row in seen], known, epochs=epochs)
        all_words = convolution.fit(said, labels, epochs=epochs)
    letters = of_seen.result()
    by_letters = letters.scores_of(counts.rows(unseen))
    by_words = np.stack([words.scores_of(said[row]) for row in unseen])
    weights = _weights(by_letters, by_words, linear.targets([labels[row] for row in unseen], letters.labels))
    first = Ensemble(letters, words, weights)
    held_out = {row: first.calibrated(a, b) for row, a, b in zip(unseen, by_letters, by_words, strict=True)}
    return Ensemble(of_all.result(), all_words, weights), held_out


def _weights(letters: Any, words: Any, target: Any) -> tuple[float, float]:
    """The two factors that give held-out messages the highest likelihood."""
    from scipy.optimize import minimize

    letters, words = letters.astype(np.float64), words.astype(np.float64)  # or its small steps would move nothing

    def loss(factors: Any) -> float:
        return linear.surprise(letters * factors[0] + words * factors[1], target)

    found = minimize(loss, _START, method="L-BFGS-B", bounds=[(_LOWEST, 20.0)] * 2).x
    return float(found[0]), float(found[1])
