"""The messages that both are asked: ordinary ones for the times, labelled held-apart ones for what is right."""

from __future__ import annotations

import json
from typing import Any

from bot.paths import ROOT

_FOLDER = ROOT / "tests" / "nlu"


def ordinary(number: int) -> list[str]:
    """So many messages of an ordinary day, always the same ones."""
    return [row["text"] for row in _rows("ordinary")[:number]]


def held_apart(number: int | None = None) -> list[dict[str, Any]]:
    """Labelled messages that no training data has; all where no number is given."""
    return _rows("messages")[:number]


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
