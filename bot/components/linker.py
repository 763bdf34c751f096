"""Links a message to programs of the knowledge base in force; nothing of it is baked into the model."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.components.base import EvidenceComponent, add_entity
from bot.knowledge.base import knowledge
from bot.knowledge.directory import OFFICES
from bot.reading import content_terms


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ProgramLinker(EvidenceComponent):
    """Sets `links` (best first) and `known`, and an entity `program` for each one that is named."""

    def read(self, message: Message, text: str) -> None:
        base = knowledge.get()
        links = base.linker.link(text, region_of(message))
        message.set("links", [vars(link) for link in links], add_to_output=True)
        message.set("known", base.linker.knows(content_terms(text)), add_to_output=True)
        message.set("knowledge", base.version, add_to_output=True)
        for link in links:
            if link.via == "name" and link.score >= 0.4:
                add_entity(message, "program", link.program, 0, len(text), confidence_entity=link.score)


def region_of(message: Message) -> str:
    """The region of the office that the message came to."""
    metadata: dict[str, Any] = message.get("metadata") or {}
    return OFFICES.get(str(metadata.get("office", "")), OFFICES["dongjak"])
