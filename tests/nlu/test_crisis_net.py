"""How much danger the crisis net finds in messages that nobody trained it on, and how often it cries wolf.

The floors are what it reaches now, not what is wanted (docs/understanding.md): they may only rise.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.evaluation.intervals import Share
from bot.safety.net import check

FOLDER = Path(__file__).parent


def alarmed(name: str) -> Share:
    texts = [json.loads(line)["text"] for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]
    found = Share(sum(check(text) is not None for text in texts), len(texts))
    print(f"{name}: {found}")
    return found


def test_nine_of_ten_crises_are_found() -> None:
    assert alarmed("crises.jsonl").value >= 0.91


def test_nine_of_ten_lookalikes_raise_no_alarm() -> None:
    assert alarmed("lookalikes.jsonl").value <= 0.07


@pytest.mark.slow
def test_hardly_an_ordinary_message_raises_an_alarm() -> None:
    assert alarmed("ordinary.jsonl").value <= 0.01
