"""What the trained components share: one linear model kept in Rasa's model storage."""

from __future__ import annotations

from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.training_data import TrainingData


class TrainedComponent(GraphComponent):
    """Made empty for training, loaded with what `load_parts` reads for serving."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource):
        self._config = config
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component.load_parts(folder)
        return component

    def load_parts(self, folder: Any) -> None:
        """Reads the trained parts out of a folder (a Path)."""
        raise NotImplementedError

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data
