"""Reads ages, households, incomes and life events, by the spaCy pipeline of bot/korean."""

from __future__ import annotations

from datetime import date

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.components.base import EvidenceComponent, add_entity
from bot.korean.facts import read_facts


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class SituationReader(EvidenceComponent):
    """Sets `facts` and the entities age, household_size, income, life_event."""

    def read(self, message: Message, text: str) -> None:
        facts = read_facts(text, date.today())
        message.set("facts", vars(facts), add_to_output=True)
        told = {"age": facts.ages, "life_event": facts.events}
        for entity, values in told.items():
            for value in values:
                add_entity(message, entity, value, 0, len(text))
        for entity, number in {"household_size": facts.household, "income": facts.income}.items():
            if number is not None:
                add_entity(message, entity, number, 0, len(text))
