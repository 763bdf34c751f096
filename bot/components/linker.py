"""Links a message to programs of the knowledge base in force; nothing of it is baked into the model."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.components.base import EvidenceComponent, add_entity
from bot.knowledge.base import knowledge
from bot.knowledge.search import terms_of

REGIONS = {"dongjak": "동작구", "jinju": "진주시"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ProgramLinker(EvidenceComponent):
    """Sets `links` (best first) and `known`, and an entity `program` for each one that is named."""

    def read(self, message: Message, text: str) -> None:
        base = knowledge.get()
        links = base.linker.link(text, region_of(message))
        words = [term for term in terms_of(text) if not term.startswith("#")]
        message.set("links", [vars(link) for link in links], add_to_output=True)
        message.set("known", base.linker.knows(words), add_to_output=True)
        message.set("knowledge", base.version, add_to_output=True)
        for link in links:
            if link.via == "name" and link.score > 0.7:
                add_entity(message, "program", link.program, 0, len(text), confidence_entity=link.score)


def region_of(message: Message) -> str:
    """The region of the office that the message came to."""
    metadata: dict[str, Any] = message.get("metadata") or {}
    return REGIONS.get(str(metadata.get("office", "")), REGIONS["dongjak"])
