"""Whether a message in a talk turns away from the program spoken of, by its words alone: 집으로 오시는 분은요, 버스비도 나와요.

One sign among those that bot/topic.py weighs; learned from the same written dialogues, by python -m bot.fit_talk.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bot import linear
from bot.intents import features
from bot.knowledge.linking.link import Linker
from bot.linear import LinearModel
from bot.paths import MODELS

_GOES_ON, _TURNS = "goes_on", "turns"
_PATH = MODELS / "turning.npz"
_MIN_COUNT = 3  # turns that have a feature


def turned(text: str, linker: Linker, model: LinearModel | None = None) -> float:
    """A decision value: above 0 where the words turn away, below where they go on. By the kept model where none is given."""
    model = model or kept()
    return float(model.scores(features(text, linker))[model.labels.index(_TURNS)])


def fit(texts: Sequence[str], turns: Sequence[bool], linker: Linker) -> LinearModel:
    """A model of messages in a talk, each with whether it is about another program than the last one spoken of."""
    labels = [_TURNS if away else _GOES_ON for away in turns]
    return linear.fit([features(text, linker) for text in texts], labels, c=0.1, min_count=_MIN_COUNT)


def save(model: LinearModel, path: Path = _PATH) -> None:
    """One file, in git: it is read wherever the bot decides."""
    model.save(path)


@cache
def kept() -> LinearModel:
    """The model in models/turning.npz."""
    return LinearModel.load(_PATH)
