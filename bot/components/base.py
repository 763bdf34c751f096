"""What the untrained components share: made from their config, and one message at a time."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class EvidenceComponent(GraphComponent):
    """Adds to each message what it sees; a component that needs no training is no more than `read`."""

    def __init__(self, config: dict[str, Any]):
        self.config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EvidenceComponent:
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing: the evidence of training messages is read where it is used."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if message.get(TEXT) is not None:
                self.read(message, message.get(TEXT))
        return messages

    @abstractmethod
    def read(self, message: Message, text: str) -> None:
        """Puts on the message what its text shows."""


def add_entity(message: Message, entity: str, value: Any, start: int, end: int, **more: Any) -> None:
    """One entity as Rasa knows it, beside those found before."""
    found = {"entity": entity, "value": value, "start": start, "end": end, **more}
    message.set(ENTITIES, [*message.get(ENTITIES, []), found], add_to_output=True)
