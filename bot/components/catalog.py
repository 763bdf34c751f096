"""Looks among the imported programs, where a question is not plainly about one of ours."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.components.base import EvidenceComponent
from bot.components.linker import region_of
from bot.knowledge.base import knowledge
from bot.knowledge.linking.link import Link
from bot.knowledge.unified import imported_links

_QUESTION_FROM = 0.2  # what sounds less like a question is not looked for, to save the time


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class CatalogSearch(EvidenceComponent):
    """Sets `imported`: links to programs of the second tier, where they are likelier meant than ours."""

    def read(self, message: Message, text: str) -> None:
        asks = (message.get("groups") or {}).get("question", 1.0) >= _QUESTION_FROM
        links = [Link(**link) for link in message.get("links") or ()]
        found = imported_links(knowledge.get(), text, region_of(message), links) if asks else ()
        message.set("imported", [vars(link) for link in found], add_to_output=True)
