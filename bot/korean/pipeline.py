"""A spaCy pipeline for residents' Korean: tokens from Mecab, spans for ages, households, incomes and life events."""

# No `from __future__ import annotations` here: spaCy reads the annotations of a factory at run time.
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.korean.morphemes import morphemes
from bot.korean.normalize import normalize


class MecabTokenizer:
    """Makes a Doc of Mecab's morphemes, so that a pattern fits 65세가 and 65 세 alike; `tag_` holds Mecab's tag."""

    def __init__(self, vocab: Vocab):
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        clean = normalize(text)
        words: list[str] = []
        spaces: list[bool] = []
        tags: list[str] = []
        position = 0
        for word, tag in morphemes(clean):
            place = clean.find(word, position)
            if place < 0:  # Mecab rewrites a few letters; such a morpheme has no place of its own
                continue
            if place > position and words:
                spaces[-1] = True
            words.append(word)
            spaces.append(False)
            tags.append(tag)
            position = place + len(word)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        for token, tag in zip(doc, tags, strict=True):
            token.tag_ = tag.split("+")[0]
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **__: Any) -> "MecabTokenizer":
        return self


@Language.factory("household_spans")
def household_spans(nlp: Language, name: str) -> Any:
    from bot.korean.spans import HouseholdSpans

    return HouseholdSpans(nlp)


def may_tell(text: str) -> bool:
    """Whether a text has words that a span can be made of; asking costs less than a Doc, and many have none."""
    from bot.korean.spans import any_number, told_by

    words = morphemes(text)
    return any_number(words) or bool(told_by({word for word, _ in words}))


@cache
def pipeline() -> Language:
    """The pipeline, made once a process."""
    nlp = spacy.blank("ko", config={"nlp": {"tokenizer": {"@tokenizers": "spacy.Tokenizer.v1"}}})
    nlp.tokenizer = MecabTokenizer(nlp.vocab)
    nlp.add_pipe("household_spans")
    return nlp
