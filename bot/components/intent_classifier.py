"""The intent classifier: the linear model of bot/linear.py over the features of bot/intents.py."""

from __future__ import annotations

import random
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.intents import features
from bot.knowledge.base import knowledge
from bot.korean.noise import spoil
from bot.linear import LinearModel, train

_FILE = "intents.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent):
    """Sets Rasa's `intent` and `intent_ranking`, and `intents`: the probability of every one."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`copies`: noisy copies of each training message; `min_count`: a rarer feature is left out."""
        return {"C": 0.5, "copies": 1, "min_count": 2, "seed": 7}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: LinearModel | None):
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        return cls(config, model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, LinearModel.load(folder / _FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Fits on the messages as they are and on seeded noisy copies; the copies share a fold with their original."""
        linker = knowledge.get().linker
        dice = random.Random(self._config["seed"])
        documents, labels, groups = [], [], []
        for group, example in enumerate(e for e in training_data.intent_examples if e.get(TEXT)):
            text = example.get(TEXT)
            for version in [text, *(spoil(text, dice) for _ in range(self._config["copies"]))]:
                documents.append(features(version, linker))
                labels.append(example.get(INTENT))
                groups.append(group)
        self._model = train(
            documents, labels, groups=groups, c=self._config["C"], min_count=self._config["min_count"]
        )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder / _FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

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
        return messages
