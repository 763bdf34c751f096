"""What words mean, as vectors: 허기지다 lies near 굶다, 방세 near 월세, so that a word training never saw still tells.

They come from the language model of Kiwi, a Korean morphological analyser (bot/korean/make_vectors.py), are kept in git,
and are all that is needed of it: neither Kiwi nor its 75 MB model is there when messages are read.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.korean.morphemes import morphemes
from bot.paths import MODELS

FILE = MODELS / "word_vectors.npz"
KINDS = ("", "N", "V", "M", "E", "J", "?")
"""Nouns, verbs and adjectives, adverbs and determiners, endings, particles, others; the first stands for no word."""
_FIRST = {"N": "N", "V": "V", "M": "M", "E": "E", "J": "J"}
_OTHERS = {"XR": "N", "XSV": "V", "XSA": "V"}


class WordVectors:
    """`matrix` is words x dimensions; row 0 is no word and row 1 an unknown one, both zero."""

    def __init__(self, words: list[str], matrix: Any):
        self._rows = {word: row for row, word in enumerate(words, start=2)}
        self.matrix = np.vstack([np.zeros((2, matrix.shape[1]), np.float32), matrix])

    def row(self, word: str, kind: str) -> int:
        """The row of a stem of some kind, 1 where it is unknown."""
        return self._rows.get(f"{word}/{kind}", 1)

    @classmethod
    def load(cls, path: Path = FILE) -> WordVectors:
        """What `save` wrote."""
        with np.load(path) as stored:
            scale = stored["scale"].astype(np.float32)
            return cls(str(stored["words"]).split("\n"), stored["matrix"].astype(np.float32) * scale)

    @staticmethod
    def save(path: Path, words: list[str], matrix: Any) -> None:
        """One byte a number: vectors of length one lose nothing that matters."""
        scale = np.abs(matrix).max(axis=0) / 127
        small = np.round(matrix / scale).astype(np.int8)
        np.savez_compressed(path, words=np.array("\n".join(words)), matrix=small, scale=scale.astype(np.float32))


@cache
def word_vectors() -> WordVectors:
    """The vectors of this process, read once."""
    return WordVectors.load()


@cache
def kind_of(tag: str) -> str:
    """The kind of a morpheme by its Sejong tag: VV-I, VV+EC and VCN are all verbs."""
    first = tag.split("+")[0].split("-")[0]
    return _OTHERS.get(first) or _FIRST.get(first[:1], "?")


def words_of(text: str, most: int) -> list[tuple[str, str]]:
    """(stem, kind) of a text without its punctuation; of a longer one, beginning and end, where the question stands."""
    words = _all_words(text)
    return [*words] if len(words) <= most else [*words[: most // 3], *words[-(most - most // 3) :]]


@lru_cache(maxsize=16)
def _all_words(text: str) -> tuple[tuple[str, str], ...]:
    """Kept for the texts just read: both networks and the linker ask for those of the same message."""
    return tuple((word, kind_of(tag)) for word, tag in morphemes(text) if tag[0] != "S" or tag in ("SN", "SL"))
