"""The intent classifier: the linear model of bot/linear.py over the features of bot/intents.py."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.blend import Blend, fit
from bot.components.trained import TrainedComponent
from bot.evidence import Evidence
from bot.intents import features, group_of
from bot.knowledge.base import knowledge
from bot.korean.noise import spoil
from bot.linear import LinearModel, train_and_hold_out
from bot.reading import evidence_from, read_evidence

_INTENTS, _BLEND = "intents.npz", "blend.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(TrainedComponent):
    """Sets Rasa's `intent` and `intent_ranking`, `intents` (each one's probability) and `groups` (bot/blend.py)."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`copies`: noisy copies of each training message; `min_count`: a feature in fewer messages, copies counted, is left out."""
        return {"C": 0.5, "copies": 1, "min_count": 4, "seed": 7}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource):
        super().__init__(config, storage, resource)
        self._model: LinearModel | None = None
        self._blend: Blend | None = None

    def load_parts(self, folder: Path) -> None:
        self._model, self._blend = LinearModel.load(folder / _INTENTS), Blend.load(folder / _BLEND)

    def train(self, training_data: TrainingData) -> Resource:
        """Fits on the messages as they are and on seeded noisy copies; the copies share a fold with their original."""
        dice = random.Random(self._config["seed"])
        texts, labels, origins = [], [], []
        for origin, example in enumerate(e for e in training_data.intent_examples if e.get(TEXT)):
            for text in [example.get(TEXT), *(spoil(example.get(TEXT), dice) for _ in range(self._config["copies"]))]:
                texts.append(text)
                labels.append(example.get(INTENT))
                origins.append(origin)
        linker = knowledge.get().linker
        self._model, held_out = train_and_hold_out(
            [features(text, linker) for text in texts],
            labels,
            groups=origins,
            c=self._config["C"],
            min_count=self._config["min_count"],
        )
        once = _every_other(origins)
        evidence = self._held_out_evidence([texts[row] for row in once], held_out[once])
        self._blend = fit(evidence, [group_of(labels[row]) for row in once])
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder / _INTENTS)
            self._blend.save(folder / _BLEND)
        return self._resource

    def _held_out_evidence(self, texts: list[str], held_out: Any) -> list[Evidence]:
        assert self._model is not None
        base = knowledge.get()
        shares = [self._model.calibrated(scores) for scores in held_out]
        return [read_evidence(text, base, intents) for text, intents in zip(texts, shares, strict=True)]

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            if self._model is None or not text:
                message.set(INTENT, {"name": None, "confidence": 0.0}, add_to_output=True)
                continue
            shares = self._model.probabilities(features(text, knowledge.get().linker))
            ranking = [{"name": n, "confidence": p} for n, p in sorted(shares.items(), key=lambda item: -item[1])]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking[:10], add_to_output=True)
            message.set("intents", {n: round(p, 5) for n, p in shares.items() if p > 0.0005}, add_to_output=True)
            if self._blend is not None:
                message.set("groups", self._blend.probabilities(self._seen(message, shares)), add_to_output=True)
        return messages

    def _seen(self, message: Message, shares: dict[str, float]) -> Evidence:
        return evidence_from({**message.data, "intents": shares})


def _every_other(origins: list[int]) -> list[int]:
    """One row of every other message, as written or noisy in turn: enough to fit a few hundred numbers on."""
    picked: dict[int, int] = {}
    for row, origin in enumerate(origins):
        if origin % 2 == 0 and (origin not in picked or origin % 4):
            picked[origin] = row
    return list(picked.values())
