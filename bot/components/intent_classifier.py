"""The intent classifier: letters and words weighed together (bot/ensemble.py), then all the evidence (bot/blend.py)."""

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

from bot import aspect, ensemble
from bot.blend import fit
from bot.classifier import Classifier
from bot.clauses import asked_in
from bot.components.trained import TrainedComponent
from bot.evidence import Evidence
from bot.intents import features, group_of
from bot.knowledge.base import knowledge
from bot.korean.noise import spoil
from bot.reading import evidence_from, read_evidence

_BLENDED = 2000  # messages at most, read with all their evidence: enough to fit a few hundred numbers on


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(TrainedComponent):
    """Sets Rasa's `intent` and `intent_ranking`, `intents` (each one's probability) and `groups` (bot/blend.py)."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`copies`: noisy copies of each training message; `min_count`: a feature in fewer messages, copies counted, is left out."""
        return {"C": 0.5, "copies": 1, "min_count": 6, "epochs": 3, "seed": 7}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource):
        super().__init__(config, storage, resource)
        self._model: Classifier | None = None

    def load_parts(self, folder: Path) -> None:
        self._model = Classifier.load(folder)

    def train(self, training_data: TrainingData) -> Resource:
        """Fits on the messages as they are and on seeded noisy copies; the copies share a fold with their original."""
        dice = random.Random(self._config["seed"])
        texts, labels, origins = [], [], []
        for origin, example in enumerate(e for e in training_data.intent_examples if e.get(TEXT)):
            # Crises are many here, and have a net of their own: they are read as written.
            copies = 0 if example.get(INTENT).startswith("crisis_") else self._config["copies"]
            for text in [example.get(TEXT), *(spoil(example.get(TEXT), dice) for _ in range(copies))]:
                texts.append(text)
                labels.append(example.get(INTENT))
                origins.append(origin)
        base = knowledge.get()
        letters_and_words, held_out = ensemble.train(
            texts,
            [features(text, base.linker) for text in texts],
            labels,
            groups=origins,
            c=self._config["C"],
            min_count=self._config["min_count"],
            epochs=self._config["epochs"],
        )
        aspects = aspect.train(texts, labels, held_out)
        once = list({origins[row]: row for row in held_out}.values())  # each message as written or noisy, not both
        once = once[:: max(1, -(-len(once) // _BLENDED))]
        evidence = [read_evidence(texts[row], base, held_out[row], imported=False) for row in once]
        blend = fit(evidence, [group_of(labels[row]) for row in once])
        self._model = Classifier(letters_and_words, aspects, blend)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            if self._model is None or not text:
                message.set(INTENT, {"name": None, "confidence": 0.0}, add_to_output=True)
                continue
            shares = self._read(text)
            message.set("asked", list(asked_in(text, self._read)), add_to_output=True)
            ranking = [{"name": n, "confidence": p} for n, p in sorted(shares.items(), key=lambda item: -item[1])]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking[:10], add_to_output=True)
            message.set("intents", {n: round(p, 5) for n, p in shares.items() if p > 0.0005}, add_to_output=True)
            message.set("groups", self._model.blend.probabilities(self._seen(message, shares)), add_to_output=True)
        return messages

    def _read(self, text: str) -> dict[str, float]:
        assert self._model is not None
        return self._model.intents(text, knowledge.get().linker)

    def _seen(self, message: Message, shares: dict[str, float]) -> Evidence:
        return evidence_from({**message.data, "intents": shares})
