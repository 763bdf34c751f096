"""Which referral unit a story sounds like: a small linear model on messages that people have labelled with units."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.trained import TrainedComponent
from bot.korean.ngrams import ngrams
from bot.korean.noise import spoil
from bot.linear import LinearModel, train
from bot.paths import DATA

_FILE = "units.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class UnitClassifier(TrainedComponent):
    """Sets `units`: unit → probability; what becomes of it is up to bot/referral.py."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`labelled`: the file of labelled messages, in the data folder."""
        return {"labelled": "referral/units.yml", "C": 0.5, "copies": 1, "min_count": 6, "seed": 7}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource):
        super().__init__(config, storage, resource)
        self._model: LinearModel | None = None

    def load_parts(self, folder: Path) -> None:
        self._model = LinearModel.load(folder / _FILE)

    def train(self, training_data: TrainingData) -> Resource:
        """Fits on the first unit of each message, and on the second one too: both are right."""
        dice = random.Random(self._config["seed"])
        documents, labels, origins = [], [], []
        for origin, row in enumerate(labelled_units(DATA / self._config["labelled"])):
            for text in [row["text"], *(spoil(row["text"], dice) for _ in range(self._config["copies"]))]:
                for unit in row["units"][:2]:
                    documents.append(ngrams(text))
                    labels.append(unit)
                    origins.append(origin)
        self._model = train(documents, labels, groups=origins, c=self._config["C"], min_count=self._config["min_count"])
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder / _FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if self._model is not None and message.get(TEXT):
                shares = self._model.probabilities(ngrams(message.get(TEXT)))
                message.set("units", {u: round(p, 4) for u, p in shares.items() if p > 0.02}, add_to_output=True)
        return messages


def labelled_units(path: Path) -> list[dict[str, Any]]:
    """Messages with the units that a careful counselor would choose, most fitting first."""
    return list(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["units"])
