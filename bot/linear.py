"""A linear model over named features: TF-IDF into a linear SVM with a fitted temperature.

Trained with scikit-learn, served from a dict and one small matrix, so that neither the front door nor a turn needs
scikit-learn. Why this one and not DIET: docs/decisions/0002-linear-models.md.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

Features = Sequence[str]
_FOLDS = 3


class LinearModel:
    """Probabilities of labels for one message, given as its features (strings, repeated as often as they occur)."""

    def __init__(self, labels: list[str], vocabulary: list[str], idf: Any, weights: Any, bias: Any, temperature: float):
        self.labels = labels
        self.temperature = temperature
        self._vocabulary = {feature: row for row, feature in enumerate(vocabulary)}
        self._idf = idf
        self._weights = weights  # features x labels
        self._bias = bias

    def scores(self, features: Features) -> Any:
        """One decision value a label, in the order of `labels`."""
        known = Counter(i for i in map(self._vocabulary.get, features) if i is not None)
        if not known:
            return self._bias.copy()
        rows = np.fromiter(known, dtype=np.int64, count=len(known))
        counts = np.fromiter(known.values(), dtype=np.float32, count=len(known))
        weight = (1.0 + np.log(counts)) * self._idf[rows]
        weight /= math.sqrt(float(weight @ weight))
        return weight @ self._weights[rows] + self._bias

    def probabilities(self, features: Features) -> dict[str, float]:
        """Label → calibrated probability; they add up to 1."""
        return self.calibrated(self.scores(features))

    def calibrated(self, scores: Any) -> dict[str, float]:
        """Decision values (this model's, or of a fold's) as probabilities."""
        logits = scores * self.temperature
        odds = np.exp(logits - logits.max())
        odds /= odds.sum()
        return {label: float(p) for label, p in zip(self.labels, odds, strict=True)}

    def weigh(self, features: Features, label: str, top: int = 8) -> list[tuple[str, float]]:
        """The features of a message that speak most for a label, strongest first: what an explanation shows."""
        column = self.labels.index(label)
        known = [(f, self._vocabulary[f]) for f in dict.fromkeys(features) if f in self._vocabulary]
        pulls = [(f, float(self._idf[i] * self._weights[i, column])) for f, i in known]
        return sorted(pulls, key=lambda pull: -pull[1])[:top]

    def save(self, path: Path) -> None:
        """One `.npz` file; half precision keeps it small."""
        path.parent.mkdir(parents=True, exist_ok=True)
        about = json.dumps({"labels": self.labels, "temperature": self.temperature}, ensure_ascii=False)
        np.savez_compressed(
            path,
            about=np.array(about),
            vocabulary=np.array("\n".join(self._vocabulary)),
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
                stored["weights"].astype(np.float32),
                stored["bias"],
                about["temperature"],
            )


def train(
    documents: Sequence[Features],
    labels: Sequence[str],
    *,
    groups: Sequence[int] | None = None,
    c: float = 0.5,
    min_count: int = 1,
    seed: int = 0,
) -> LinearModel:
    """Fits a model, see `train_and_hold_out`."""
    return train_and_hold_out(documents, labels, groups=groups, c=c, min_count=min_count, seed=seed)[0]


def train_and_hold_out(
    documents: Sequence[Features],
    labels: Sequence[str],
    *,
    groups: Sequence[int] | None = None,
    c: float = 0.5,
    min_count: int = 1,
    seed: int = 0,
) -> tuple[LinearModel, Any]:
    """A model, and each document's decision values (documents x labels) from the fold that did not train on it.

    The temperature comes from those folds.

    `groups` keeps copies of one message (noisy ones, say) in one fold, so that the temperature is not fitted on
    messages that training has seen.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.svm import LinearSVC

    vectorizer = TfidfVectorizer(analyzer=list, sublinear_tf=True, min_df=min_count, dtype=np.float32)
    matrix = vectorizer.fit_transform(documents)
    names = sorted(set(labels))
    target = np.array([names.index(label) for label in labels])
    svm = LinearSVC(C=c, tol=0.01, random_state=seed)  # a finer tolerance costs time and moves nothing
    folds = GroupKFold(_FOLDS)
    apart = groups if groups is not None else np.arange(len(target))
    held_out = cross_val_predict(svm, matrix, target, groups=apart, cv=folds, method="decision_function")
    svm.fit(matrix, target)
    weights, bias = svm.coef_.T.astype(np.float32), svm.intercept_.astype(np.float32)
    if len(names) == 2:  # scikit-learn gives one column for two classes
        weights, bias = np.hstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
        held_out = np.stack([-held_out, held_out], axis=1) / 2
    model = LinearModel(
        names,
        sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__),
        vectorizer.idf_.astype(np.float32),
        weights,
        bias,
        _temperature(held_out, target),
    )
    return model, held_out


def _temperature(decision_values: Any, target: Any) -> float:
    """The factor on the decision values that gives held-out messages the highest likelihood."""
    from scipy.optimize import minimize_scalar

    def loss(factor: float) -> float:
        logits = decision_values * factor
        top = logits.max(axis=1, keepdims=True)
        norm = top[:, 0] + np.log(np.exp(logits - top).sum(axis=1))
        return float((norm - logits[np.arange(len(target)), target]).mean())

    return float(minimize_scalar(loss, bounds=(0.2, 20.0), method="bounded").x)
