"""Builds models/crisis_net.*: `python -m bot.safety.train`. The same data give the same files.

Crises come from data/nlu/crisis_*.yml; look-alikes and all other intents are "none". Each message is seen as typed
and with noise, and crises also hidden in an ordinary question, because that is how some of them arrive.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from bot import ensemble
from bot.ensemble import Ensemble
from bot.linear import LinearModel, fit
from bot.paths import MODELS
from bot.safety.messages import Message, crises, lookalikes, noisy, ordinary
from bot.safety.model import MODEL, NONE, features

SEED = 20261121
FEATURES = 80000  # kept of some 250,000: the file stays below 2 MB, the rest carries next to nothing
_MIN_COUNT = 3
_C = 0.5
_EPOCHS = 5
_COPIES = 3  # noisy copies of a crisis: they are few beside the ordinary messages, and missing one costs more


def build(messages: Sequence[Message]) -> Ensemble:
    """A model of these messages; the letters' part is fitted on all features to rank them, then on the strongest alone."""
    texts, labels, groups = _with_noise(messages)
    documents = [features(text) for text in texts]
    kept = _strongest(fit(documents, labels, c=_C, min_count=_MIN_COUNT))
    documents = [[f for f in document if f in kept] for document in documents]
    return ensemble.train(texts, documents, labels, groups=groups, c=_C, epochs=_EPOCHS)[0]


def _with_noise(messages: Sequence[Message]) -> tuple[list[str], list[str], list[int]]:
    """Texts, labels and the number of the message each comes from, so that copies stay in one fold."""
    rng = random.Random(SEED)
    harmless = [m for m in messages if m.label == NONE]
    rows: list[tuple[str, str, int]] = []
    for group, message in enumerate(messages):
        rows.append((message.text, message.label, group))
        for _ in range(_COPIES if message.label != NONE else rng.random() < 0.4):
            rows.append((noisy(message.text, rng), message.label, group))
        if message.label != NONE and harmless and rng.random() < 0.5:
            question = rng.choice(harmless).text
            both = [message.text, question]
            rng.shuffle(both)
            rows.append((" ".join(both), message.label, group))
    texts, labels, groups = zip(*rows, strict=True)
    return list(texts), list(labels), list(groups)


def _strongest(model: LinearModel) -> frozenset[str]:
    """The features that can move a decision most."""
    pull = np.abs(model._weights).max(axis=1) * model._idf
    names = model.vocabulary
    return frozenset(names[i] for i in np.argsort(-pull, kind="stable")[:FEATURES])


def main() -> None:
    """Trains on everything there is and saves it."""
    messages = crises() + lookalikes() + ordinary()
    build(messages).save(MODELS, MODEL)
    size = sum(path.stat().st_size for path in MODELS.glob(f"{MODEL}.*"))
    print(f"{MODEL}: {len(messages)} messages, {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
