"""The knowledge of data/ as it stands, read once for all tests of a process: reading it takes seconds."""

from __future__ import annotations

from functools import cache, partial

import pytest

from bot.knowledge.base import KnowledgeBase


@cache
def real_base() -> KnowledgeBase:
    """Nobody may change it."""
    return KnowledgeBase.load()


def load_from_the_real(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that load the knowledge find their files as `real_base` read them, and read only what differs."""
    monkeypatch.setattr(KnowledgeBase, "load", partial(KnowledgeBase.load, last=real_base()))
