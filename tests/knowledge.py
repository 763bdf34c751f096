"""The knowledge of data/ as it stands, read once for all tests of a process: reading it takes seconds."""

from __future__ import annotations

from functools import cache

from bot.knowledge.base import KnowledgeBase


@cache
def real_base() -> KnowledgeBase:
    """Nobody may change it."""
    return KnowledgeBase.load()
