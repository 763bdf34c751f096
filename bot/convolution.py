"""A small convolutional network over the words of a message and what they mean (bot/korean/vectors.py).

It stands beside the linear model of bot/linear.py, which reads letters: one knows how a thing is spelt, the other that
끼니를 거르다 is 굶다. Trained with Keras, served with a few products of matrices in NumPy.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.korean.vectors import KINDS, WordVectors, word_vectors, words_of

WIDTHS = (1, 2, 3)  # words that a filter sees at once
LENGTH = 40  # words read of a message
_FILTERS = {1: 96, 2: 128, 3: 128}
_LEARNED, _KIND = 24, 8  # dimensions of what training learns of a word, and of its kind, beside its vector
_LEAST_SEEN = 3
_BATCH = 128
_RATE = 1.5e-3


class ConvolutionModel:
    """Decision values of labels for one text; `parts` are the arrays that training gives and `save` keeps."""

    def __init__(self, labels: list[str], words: list[str], parts: dict[str, Any]):
        self.labels = labels
        self._own = {word: row for row, word in enumerate(words, start=1)}
        self._parts = parts

    def scores(self, text: str) -> Any:
        """One decision value a label, in the order of `labels`."""
        parts = self._parts
        given, own, kinds = rows_of(text, self._own, word_vectors())
        length = np.count_nonzero(kinds)
        seen = np.hstack([word_vectors().matrix[given], parts["own"][own], parts["kind"][kinds]])[:length]
        padded = np.zeros((length + 3, seen.shape[1]), np.float32)
        padded[1 : length + 1] = seen
        places = min(length + 1, LENGTH)  # the place behind the last word still sees it
        pooled = [_strongest(padded, parts[f"filter{width}"], parts[f"bias{width}"], places) for width in WIDTHS]
        return np.concatenate(pooled) @ parts["weights"] + parts["bias"]

    def save(self, path: Path) -> None:
        """One `.npz` file; half precision keeps it small."""
        about = json.dumps({"labels": self.labels, "words": list(self._own)}, ensure_ascii=False)
        small = {name: array.astype(np.float16) for name, array in self._parts.items()}
        np.savez_compressed(path, about=np.array(about), **small)

    @classmethod
    def load(cls, path: Path) -> ConvolutionModel:
        """What `save` wrote."""
        with np.load(path) as stored:
            about = json.loads(str(stored["about"]))
            parts = {name: stored[name].astype(np.float32) for name in stored.files if name != "about"}
        return cls(about["labels"], about["words"], parts)


def rows_of(text: str, own: dict[str, int], vectors: WordVectors) -> tuple[Any, Any, Any]:
    """Three rows of LENGTH numbers: each word's place among the vectors, among the learned words, and its kind."""
    rows = np.zeros((3, LENGTH), np.int32)
    for place, (word, kind) in enumerate(words_of(text, LENGTH)):
        rows[:, place] = vectors.row(word, kind), own.get(f"{word}/{kind}", 0), KINDS.index(kind)
    return rows[0], rows[1], rows[2]


def train(texts: Sequence[str], labels: Sequence[str], *, epochs: int = 6, seed: int = 1) -> ConvolutionModel:
    """Fits a network; the same texts give the same network, on any number of cores."""
    vectors = word_vectors()
    seen = Counter(f"{word}/{kind}" for text in texts for word, kind in words_of(text, LENGTH))
    words = sorted(word for word, count in seen.items() if count >= _LEAST_SEEN)
    own = {word: row for row, word in enumerate(words, start=1)}
    inputs = [np.stack(rows) for rows in zip(*(rows_of(text, own, vectors) for text in texts), strict=True)]
    names = sorted(set(labels))
    target = np.array([names.index(label) for label in labels])
    network = _network(vectors, len(words), len(names), seed)
    network.fit(inputs, target, batch_size=_BATCH, epochs=epochs, verbose=0)
    return ConvolutionModel(names, words, _parts_of(network))


def _strongest(padded: Any, filters: Any, bias: Any, places: int) -> Any:
    """Each filter's strongest answer anywhere in the message, padded as Keras pads for 'same'."""
    width = len(filters)
    start = 1 - (width - 1) // 2
    windows = np.hstack([padded[start + shift : start + shift + places] for shift in range(width)])
    answers = (windows @ filters.reshape(-1, filters.shape[2])).max(axis=0)
    nothing = 0.0 if places < LENGTH else -np.inf  # what the empty places after it answer, before the bias
    return np.maximum(np.maximum(answers, nothing) + bias, 0.0)


def _network(vectors: WordVectors, words: int, labels: int, seed: int) -> Any:
    import tensorflow as tf

    tf.keras.utils.set_random_seed(seed)
    tf.config.experimental.enable_op_determinism()
    layers = tf.keras.layers
    given, own, kinds = (tf.keras.Input((LENGTH,), dtype="int32") for _ in range(3))
    known = layers.Embedding(*vectors.matrix.shape, weights=[vectors.matrix], trainable=False)(given)
    learned = layers.Embedding(words + 1, _LEARNED, name="own")(own)
    kind = layers.Embedding(len(KINDS), _KIND, name="kind")(kinds)
    seen = layers.Concatenate()([layers.SpatialDropout1D(0.1)(known), learned, kind])
    seen = seen * tf.cast(kinds > 0, tf.float32)[..., None]
    pooled = []
    for width in WIDTHS:
        answers = layers.Conv1D(_FILTERS[width], width, padding="same", activation="relu", name=f"filter{width}")(seen)
        pooled.append(layers.GlobalMaxPool1D()(answers))
    values = layers.Dense(labels, name="weights")(layers.Dropout(0.5)(layers.Concatenate()(pooled)))
    network = tf.keras.Model([given, own, kinds], values)
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    network.compile(tf.keras.optimizers.Adam(_RATE), loss)
    return network


def _parts_of(network: Any) -> dict[str, Any]:
    own, kind = (network.get_layer(name).get_weights()[0] for name in ("own", "kind"))
    own[0] = 0.0  # a word seen too seldom to learn anything of
    parts = {"own": own, "kind": kind}
    for width in WIDTHS:
        parts[f"filter{width}"], parts[f"bias{width}"] = network.get_layer(f"filter{width}").get_weights()
    parts["weights"], parts["bias"] = network.get_layer("weights").get_weights()
    return parts
