"""What a message in a talk asks or amounts to by its words alone: messages in talks are worded otherwise than first ones.

인터넷은 안 되고 is a question there, 그렇게나 적게 줘요 is none. One reading beside that of the pipeline, which has learned from
first messages; bot/talk.py and bot/asked.py weigh them. Learned from written dialogues, by python -m bot.fit_talk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from bot import linear
from bot.intents import GROUPS, features
from bot.knowledge.linking.link import Linker
from bot.knowledge.program import ASPECTS
from bot.linear import LinearModel
from bot.paths import MODELS

_PATH = MODELS / "in_talk.npz"
_MIN_COUNT = 3  # messages that have a feature


def heard(text: str, linker: Linker, model: LinearModel | None = None) -> dict[str, float]:
    """Aspect that is asked, or group of what asks none → probability. By the kept model where none is given."""
    return (model or kept()).probabilities(features(text, linker))


def groups_heard(shares: Mapping[str, float]) -> dict[str, float]:
    """The groups of bot/intents.py with what `heard` gives each."""
    asking = sum(shares.get(aspect, 0.0) for aspect in ASPECTS)
    return {group: shares.get(group, 0.0) + asking * (group == "question") for group in GROUPS}


def fit(texts: Sequence[str], labels: Sequence[str], linker: Linker) -> LinearModel:
    """A model of messages in talks, each with the aspect it asks, or the group of what asks none."""
    return linear.train([features(text, linker) for text in texts], labels, c=1.0, min_count=_MIN_COUNT)


def save(model: LinearModel, path: Path = _PATH) -> None:
    """One file, in git: it is read wherever the bot decides."""
    model.save(path)


@cache
def kept() -> LinearModel:
    """The model in models/in_talk.npz."""
    return LinearModel.load(_PATH)
