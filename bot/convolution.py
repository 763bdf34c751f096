"""A small convolutional network over the words of a message and what they mean (bot/korean/vectors.py).

It stands beside the linear model of bot/linear.py, which reads letters: one knows how a thing is spelt, the other that
끼니를 거르다 is 굶다. Trained with Keras, served with a few products of matrices in NumPy.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.korean.vectors import KINDS, WordVectors, word_vectors, words_of

WIDTHS = (1, 2, 3)  # words that a filter sees at once
LENGTH = 40  # words read of a message
_FILTERS = {1: 96, 2: 128, 3: 128}
_LEARNED, _KIND = 24, 8  # dimensions of what training learns of a word, and of its kind, beside its vector
_PLACE_OF_KIND = {kind: place for place, kind in enumerate(KINDS)}
_LEAST_SEEN = 3
_BATCH = 128
_MIXED = 8.0  # how much longer one text of a batch may be than another
_RATE = 8e-3

Words = Sequence[tuple[str, str]]
"""The words of a text with their kinds, as bot.korean.vectors.words_of gives them."""


class ConvolutionModel:
    """Decision values of labels for one text; `parts` are the arrays that training gives and `save` keeps."""

    def __init__(self, labels: list[str], words: list[str], parts: dict[str, Any]):
        self.labels = labels
        self._own = {word: row for row, word in enumerate(words, start=1)}
        self._parts = parts
        self._shifts = _by_shift(parts)
        self._biases = np.concatenate([parts[f"bias{width}"] for width in WIDTHS])

    def scores(self, text: str) -> Any:
        """One decision value a label, in the order of `labels`."""
        return self.scores_of(words_of(text, LENGTH))

    def scores_of(self, words: Words) -> Any:
        """The same for the words of a text, at most LENGTH of them."""
        parts, vectors = self._parts, word_vectors()
        length = len(words)
        seen = np.zeros((length + 3, self._shifts[0].shape[0]), np.float32)  # an empty place before, two behind
        if words:
            given, own, kinds = rows_of(words, self._own, vectors)[:, :length]
            tables = (vectors.matrix[given], parts["own"][own], parts["kind"][kinds])
            np.concatenate(tables, axis=1, out=seen[1 : length + 1])
        places = min(length + 1, LENGTH)  # the place behind the last word still sees it
        nothing = 0.0 if places < LENGTH else -np.inf  # what the empty places after it answer, before the bias
        pooled = np.maximum(_strongest(seen, self._shifts, places), nothing) + self._biases
        return np.maximum(pooled, 0.0) @ parts["weights"] + parts["bias"]

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


def rows_of(words: Words, own: dict[str, int], vectors: WordVectors) -> Any:
    """Three rows of LENGTH numbers: each word's place among the vectors, among the learned words, and its kind."""
    rows = np.zeros((3, LENGTH), np.int32)
    rows[0, : len(words)] = [vectors.row(word, kind) for word, kind in words]
    rows[1, : len(words)] = [own.get(f"{word}/{kind}", 0) for word, kind in words]
    rows[2, : len(words)] = [_PLACE_OF_KIND[kind] for _, kind in words]
    return rows


def fit(said: Sequence[Words], labels: Sequence[str], *, epochs: int = 6, seed: int = 1) -> ConvolutionModel:
    """A network of texts given as their words; the same texts give the same network, on any number of cores."""
    vectors = word_vectors()
    seen = Counter(f"{word}/{kind}" for words in said for word, kind in words)
    known = sorted(word for word, count in seen.items() if count >= _LEAST_SEEN)
    own = {word: row for row, word in enumerate(known, start=1)}
    inputs = np.stack([rows_of(words, own, vectors) for words in said], axis=1)
    names = sorted(set(labels))
    target = np.array([names.index(label) for label in labels], np.int32)
    batches = list(_batches(np.array([len(words) for words in said]), epochs, seed))
    network = _network(vectors, len(known), len(names), seed)
    learn = _step(network, len(batches))
    for rows, width in batches:
        learn(inputs[:, rows, :width], target[rows])
    return ConvolutionModel(names, known, _parts_of(network))


def _batches(lengths: Any, epochs: int, seed: int) -> Iterator[tuple[Any, int]]:
    """Rows of texts about as long as each other, and how many places they need: most are short, and empty places cost.

    Two empty places follow the longest text, as the served arithmetic takes for granted.
    """
    dice = np.random.default_rng(seed)
    for _ in range(epochs):
        order = np.argsort(lengths + dice.uniform(0, _MIXED, len(lengths)), kind="stable")
        cuts = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
        for number in dice.permutation(len(cuts)):
            yield cuts[number], min(LENGTH, int(lengths[cuts[number]].max()) + 2)


def _by_shift(parts: dict[str, Any]) -> tuple[Any, Any, Any]:
    """What the filters of all widths make of a word one place before them, at their own place and one behind it.

    Keras pads for 'same' so that a filter of two stands on its own place and the next.
    """
    one, two, three = (parts[f"filter{width}"] for width in WIDTHS)
    return (
        np.ascontiguousarray(three[0]),
        np.hstack([one[0], two[0], three[1]]),
        np.ascontiguousarray(np.hstack([two[1], three[2]])),
    )


def _strongest(seen: Any, shifts: tuple[Any, Any, Any], places: int) -> Any:
    """Each filter's strongest answer anywhere in the message."""
    before, here, behind = shifts
    answers = seen[1 : places + 1] @ here
    answers[:, -before.shape[1] :] += seen[:places] @ before
    answers[:, -behind.shape[1] :] += seen[2 : places + 2] @ behind
    return answers.max(axis=0)


def _network(vectors: WordVectors, words: int, labels: int, seed: int) -> Any:
    import tensorflow as tf

    tf.keras.utils.set_random_seed(seed)
    tf.config.experimental.enable_op_determinism()
    layers = tf.keras.layers
    given, own, kinds = (tf.keras.Input((None,), dtype="int32") for _ in range(3))
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
    return tf.keras.Model([given, own, kinds], values)


def _step(network: Any, steps: int) -> Callable[[Any, Any], None]:
    """What learns from one batch. Large steps that shrink to nothing: three epochs of them learn what four even ones do.

    Keras's own train_on_batch makes a dataset of every batch and traces the network anew for odd shapes: nearly half of the time.
    """
    import tensorflow as tf

    rate = tf.keras.optimizers.schedules.PolynomialDecay(_RATE, steps, _RATE / 50)
    optimizer = tf.keras.optimizers.Adam(rate)
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)

    seen = [tf.TensorSpec((3, None, None), tf.int32), tf.TensorSpec((None,), tf.int32)]

    @tf.function(input_signature=seen, autograph=False)  # type: ignore[untyped-decorator]
    def learn(rows: Any, target: Any) -> None:
        with tf.GradientTape() as tape:
            surprise = loss(target, network(tf.unstack(rows), training=True))
        learned = network.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(surprise, learned), learned, strict=True))

    return learn  # type: ignore[no-any-return]


def _parts_of(network: Any) -> dict[str, Any]:
    own, kind = (network.get_layer(name).get_weights()[0] for name in ("own", "kind"))
    own[0] = 0.0  # a word seen too seldom to learn anything of
    parts = {"own": own, "kind": kind}
    for width in WIDTHS:
        parts[f"filter{width}"], parts[f"bias{width}"] = network.get_layer(f"filter{width}").get_weights()
    parts["weights"], parts["bias"] = network.get_layer("weights").get_weights()
    return parts
