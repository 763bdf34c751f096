"""A Rasa tokenizer over konlpy's Mecab: particles and endings are tokens of their own, spaces or not."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.korean.morphemes import morphemes, tagger
from bot.korean.normalize import normalize, storable


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class KoreanTokenizer(Tokenizer):
    """Tokens keep their place in the text, so that entities align with particles: 서울에서 is 서울 and 에서."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing: no part of the pipeline is trained on tokens."""
        return training_data

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        text = message.get(attribute)
        tokens, position = [], 0
        # A text that is normal already has been read, or will be again; of any other the places would not be its own.
        words = [word for word, _ in morphemes(text)] if normalize(text) == text else tagger().morphs(storable(text))
        for word in words:
            place = text.find(word, position)
            if place >= 0:  # a rewritten morpheme has no place of its own
                tokens.append(Token(word, place))
                position = place + len(word)
        return tokens
