"""The pipeline's look at danger: the same net as the front door's, so that `rasa shell` shows it too."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.components.base import EvidenceComponent
from bot.safety.net import check


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class CrisisNet(EvidenceComponent):
    """Sets `crisis`: the finding as a dict, or None."""

    def read(self, message: Message, text: str) -> None:
        finding = check(text)
        message.set("crisis", finding.as_dict() if finding else None, add_to_output=True)
