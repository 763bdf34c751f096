"""A linear model over named features: TF-IDF into a linear SVM with a fitted temperature.

Trained with scikit-learn, served from a few arrays, so that neither the front door nor a turn needs
scikit-learn. Why this one and not DIET: docs/decisions/0002-linear-models.md.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.counts import Counts

Features = Sequence[str]
_WRITTEN_TOGETHER = 20  # messages in a row of a file


class LinearModel:
    """Probabilities of labels for one message, given as its features (strings, repeated as often as they occur).

    Features are known by their hashes, in one sorted array: a dict of some hundred thousand strings takes ten times the
    memory, and two of so few hashes of 64 bits are never the same.
    """

    def __init__(
        self, labels: list[str], vocabulary: Sequence[str], idf: Any, weights: Any, bias: Any, temperature: float
    ):
        self.labels = labels
        self.temperature = temperature
        hashes = _hashes_of(vocabulary)
        self._rows = np.argsort(hashes).astype(np.int32)  # the row of each hash
        self._hashes = hashes[self._rows]
        self._joined = "\n".join(vocabulary)
        self._idf = idf
        self._weights = weights  # features x labels; half precision in a model that was loaded, to save memory
        self._bias = bias

    def scores(self, features: Features) -> Any:
        """One decision value a label, in the order of `labels`."""
        hashes = _hashes_of(features)
        hashes.sort()  # in their order they are found faster, and so counted
        places, _ = self._places(hashes)
        if not len(places):
            return self._bias.copy()
        first = np.ones(len(places) + 1, bool)  # the one behind the last, too: where its run ends
        np.not_equal(places[1:], places[:-1], out=first[1:-1])
        starts = first.nonzero()[0]
        counts = (starts[1:] - starts[:-1]).astype(np.float32)
        rows = self._rows[places[starts[:-1]]]
        weight = (1.0 + np.log(counts)) * self._idf[rows]
        weight /= math.sqrt(float(weight @ weight))
        return weight @ self._weights[rows].astype(np.float32) + self._bias

    def scores_of(self, counts: Counts) -> Any:
        """The same for many documents at once: documents x labels. They have to know all features of this model."""
        return counts.only(self.vocabulary).weighed(self._idf) @ self._weights.astype(np.float32) + self._bias

    def probabilities(self, features: Features) -> dict[str, float]:
        """Label → calibrated probability; they add up to 1."""
        return self.calibrated(self.scores(features))

    def calibrated(self, scores: Any) -> dict[str, float]:
        """Decision values of this model as probabilities."""
        return shares_of(self.labels, scores * self.temperature)

    def weigh(self, features: Features, label: str, top: int = 8) -> list[tuple[str, float]]:
        """The features of a message that speak most for a label, strongest first: what an explanation shows."""
        column = self.labels.index(label)
        once = list(dict.fromkeys(features))
        places, known = self._places(_hashes_of(once))
        rows = self._rows[places]
        weights = self._idf[rows] * self._weights[rows, column]
        pulls = [(once[place], float(weight)) for place, weight in zip(np.flatnonzero(known), weights, strict=True)]
        return sorted(pulls, key=lambda pull: -pull[1])[:top]

    def _places(self, hashes: Any) -> tuple[Any, Any]:
        """Where the known ones of some hashes stand among this model's, and which of them are known."""
        places = self._hashes.searchsorted(hashes)
        known = places < len(self._hashes)
        known[known] = self._hashes[places[known]] == hashes[known]
        return places[known], known

    @property
    def vocabulary(self) -> list[str]:
        """All features, in the order of their rows."""
        return self._joined.split("\n") if len(self._rows) else []

    def save(self, path: Path) -> None:
        """One `.npz` file; half precision keeps it small."""
        path.parent.mkdir(parents=True, exist_ok=True)
        about = json.dumps({"labels": self.labels, "temperature": self.temperature}, ensure_ascii=False)
        np.savez_compressed(
            path,
            about=np.array(about),
            vocabulary=np.array(self._joined),
            weights=self._weights.astype(np.float16),
            idf=self._idf.astype(np.float32),
            bias=self._bias.astype(np.float32),
        )

    @classmethod
    def load(cls, path: Path) -> LinearModel:
        """What `save` wrote."""
        with np.load(path) as stored:
            about = json.loads(str(stored["about"]))
            return cls(
                about["labels"],
                str(stored["vocabulary"]).split("\n"),
                stored["idf"],
                stored["weights"],
                stored["bias"],
                about["temperature"],
            )


def _hashes_of(features: Sequence[str]) -> Any:
    """Of this process alone. With the length: Python hashes the bytes of a string, and those of '11' are those of 'ㄱ'."""
    return np.fromiter(map(hash, features), np.int64, len(features)) ^ np.fromiter(map(len, features), np.int64)


def shares_of(labels: Sequence[str], logits: Any) -> dict[str, float]:
    """Logits as label → probability; they add up to 1."""
    return dict(zip(labels, softmax(logits).tolist(), strict=True))


def softmax(logits: Any) -> Any:
    """Probabilities that add up to 1 along the last axis."""
    odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return odds / odds.sum(axis=-1, keepdims=True)


def fit(
    documents: Counts | Sequence[Features], labels: Sequence[str], *, c: float = 0.5, min_count: int = 1
) -> LinearModel:
    """A model whose probabilities nobody has calibrated yet; a feature in fewer than `min_count` documents is left out."""
    from sklearn.svm import LinearSVC

    counts = documents.often(min_count) if isinstance(documents, Counts) else Counts.of(documents, min_count)
    idf = np.log((1 + len(labels)) / (1 + counts.documents())).astype(np.float32) + 1
    names = sorted(set(labels))
    svm = LinearSVC(C=c, tol=0.01, random_state=0)  # a finer tolerance costs time and moves nothing
    svm.fit(counts.weighed(idf), targets(labels, names))
    weights, bias = svm.coef_.T.astype(np.float32), svm.intercept_.astype(np.float32)
    if len(names) == 2:  # scikit-learn gives one column for two classes
        weights, bias = np.hstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
    return LinearModel(names, list(counts.names), idf, weights, bias, 1.0)


def train(
    documents: Sequence[Features],
    labels: Sequence[str],
    *,
    groups: Sequence[int] | None = None,
    c: float = 0.5,
    min_count: int = 1,
) -> LinearModel:
    """Fits a model, and its temperature on a third of the documents that a first fit did not see.

    `groups` keeps copies of one message (noisy ones, say) on one side, so that the temperature is not fitted on
    messages that training has seen.
    """
    seen, unseen = apart(groups if groups is not None else range(len(labels)))
    counts = Counts.of(documents, min_count)
    first = fit(counts.rows(seen), [labels[i] for i in seen], c=c, min_count=min_count)
    held_out = first.scores_of(counts.rows(unseen))
    model = fit(counts, labels, c=c, min_count=min_count)
    model.temperature = _temperature(held_out, targets([labels[i] for i in unseen], first.labels))
    return model


def apart(groups: Iterable[int]) -> tuple[list[int], list[int]]:
    """Two thirds of the rows and the last third; rows of one group stay together.

    So do the groups written one after another: they tell of the same things, and what is held out has to be as new to
    the model as a resident's message will be.
    """
    groups = list(groups)
    together = max(1, min(_WRITTEN_TOGETHER, (max(groups, default=0) + 1) // 3))
    sides: tuple[list[int], list[int]] = ([], [])
    for row, group in enumerate(groups):
        sides[group // together % 3 == 2].append(row)
    return sides


def targets(labels: Sequence[str], names: Sequence[str]) -> Any:
    """Each label's place among the names; -1 for one that is not there."""
    places = {name: place for place, name in enumerate(names)}
    return np.array([places.get(label, -1) for label in labels])


def surprise(logits: Any, target: Any) -> float:
    """The mean negative logarithm of the probability that each row of logits gives its target; rows of -1 do not count."""
    logits, target = logits[target >= 0], target[target >= 0]
    if not len(target):  # a handful of messages, all of labels that the others do not have
        return 0.0
    top = logits.max(axis=1, keepdims=True)
    norm = top[:, 0] + np.log(np.exp(logits - top).sum(axis=1))
    return float((norm - logits[np.arange(len(target)), target]).mean())


def _temperature(decision_values: Any, target: Any) -> float:
    """The factor on the decision values that gives held-out messages the highest likelihood."""
    from scipy.optimize import minimize_scalar

    found = minimize_scalar(
        lambda factor: surprise(decision_values * factor, target), bounds=(0.2, 20.0), method="bounded"
    )
    return float(found.x)
