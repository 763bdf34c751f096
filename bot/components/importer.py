"""Gives Rasa the training messages: read once, and cheap to carry about.

Rasa merges its training data some ten times before it trains, and each time copies every message and takes a fingerprint
of it. With 25,000 messages that took 40 of 228 seconds (docs/understanding.md).
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import yaml
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class Labelled(Message):
    """A text and its intent: told from others by these alone, and copied without looking deeper into them.

    What components add does not count, so Rasa's cache must not be relied on: `bokji train` trains every part.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return type(self)(data=dict(self.data))

    def fingerprint(self) -> str:
        return hashlib.sha256(f"{self.get(INTENT)}\n{self.get(TEXT)}".encode()).hexdigest()


class MessageFiles(RasaFileImporter):
    """Rasa's importer of files, but for the messages: each file of `data/nlu` holds intents with examples, one a line."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        return TrainingData(list(self._messages))

    @cached_property
    def _messages(self) -> list[Message]:
        return [message for path in self._nlu_files for message in messages(Path(path))]


def messages(path: Path) -> list[Message]:
    """The labelled messages of one file; ValueError, with the file's name, for what is no list of plain examples."""
    loader = yaml.CSafeLoader
    try:
        blocks = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)["nlu"]
        examples = [
            (block["intent"], line) for block in blocks for line in block["examples"].splitlines() if line.strip()
        ]
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as fault:
        raise ValueError(f"{path}: not intents with examples") from fault
    if wrong := next((line for _, line in examples if not line.startswith("- ") or "](" in line), None):
        raise ValueError(f"{path}: an example has to begin with '- ' and to mark no entities: {wrong!r}")
    return [Labelled(data={TEXT: line[2:].strip(), INTENT: intent}) for intent, line in examples]
