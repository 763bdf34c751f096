"""The messages the crisis net is trained and measured on, and the noise that residents' thumbs add."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import NamedTuple

import yaml

from bot.paths import DATA
from bot.safety.kinds import KINDS
from bot.safety.model import NONE

_ANNOTATED = re.compile(r"\[([^\]]+)\](\([^)]*\)|\{[^}]*\})")  # Rasa's marks around an entity
_SWAPS = (("싶", "십"), ("없", "업"), ("있", "잇"), ("했", "햇"), ("었", "엇"), ("았", "앗"), ("괜", "갠"),
          ("데", "대"), ("돼", "되"), ("않", "안"), ("어떻게", "어떡해"), ("습니다", "슴니다"),
          ("요", "여"), ("고", "구"))  # fmt: skip


class Message(NamedTuple):
    """One labelled text; `source` is the trap of a look-alike or the intent of an ordinary message."""

    text: str
    label: str
    source: str


def crises(data: Path = DATA) -> list[Message]:
    """Every example of data/nlu/crisis_*.yml."""
    return [Message(text, kind, "crisis") for kind in KINDS for text in _examples(data / "nlu" / f"crisis_{kind}.yml")]


def lookalikes(data: Path = DATA) -> list[Message]:
    """What only sounds like danger."""
    with (data / "safety" / "lookalikes.yml").open(encoding="utf-8") as file:
        return [Message(item["text"], NONE, item["trap"]) for item in yaml.safe_load(file)["lookalikes"]]


def ordinary(data: Path = DATA) -> list[Message]:
    """Every example of the other intents, and the turns of the written dialogues that tell of no danger."""
    files = [p for p in sorted((data / "nlu").glob("*.yml")) if not p.stem.startswith("crisis_")]
    written = [Message(text, NONE, path.stem) for path in files for text in _examples(path)]
    return written + [Message(text, NONE, "dialogue") for text in _calm_turns(data / "dialogues")]


def _examples(path: Path) -> list[str]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8") as file:
        blocks = (yaml.safe_load(file) or {}).get("nlu") or []
    lines = (line for b in blocks if "intent" in b for line in b.get("examples", "").splitlines())
    texts = (_ANNOTATED.sub(r"\1", line.strip()[2:].strip()) for line in lines if line.strip().startswith("- "))
    return [text for text in dict.fromkeys(texts) if text]


def _calm_turns(folder: Path) -> list[str]:
    dialogues = (json.loads(row) for path in sorted(folder.glob("*.jsonl")) for row in path.open(encoding="utf-8"))
    turns = (turn for dialogue in dialogues for turn in dialogue["turns"] if turn["expected"] != "crisis")
    return list(dict.fromkeys(turn["text"] for turn in turns))


def noisy(text: str, rng: random.Random) -> str:
    """The text as a hurried thumb types it: spaces dropped, tails lost, a letter left out."""
    right, wrong = rng.choice(_SWAPS)
    text = text.replace(right, wrong)
    if rng.random() < 0.5:
        text = text.replace(" ", "")
    if rng.random() < 0.3 and len(text) > 12:
        cut = rng.randrange(1, len(text) - 1)
        text = text[:cut] + text[cut + 1 :]
    return text + rng.choice(("", "", "ㅠㅠ", "요", "ㅜ", ".."))
