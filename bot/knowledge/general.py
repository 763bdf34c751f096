"""Words that name a whole family of programs: who says only 병원비 or 바우처 is asked which one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.program import Program
from bot.knowledge.situations import OFFICE_REGIONS
from bot.korean.normalize import squeeze
from bot.paths import DATA

_MOST = 4  # choices in one question


def general_words(text: str, base: KnowledgeBase, office: str) -> list[Program]:
    """Two to four programs to choose from, where a message has such a word; else none."""
    bare = squeeze(text)
    here = (None, *OFFICE_REGIONS.get(office, ()))
    for words, ids in families():
        if any(word in bare for word in words):
            found = [base.programs[p] for p in ids if p in base.programs and base.programs[p].region in here]
            return found[:_MOST] if len(found) > 1 else []
    return []


@cache
def families(path: Path = DATA / "links" / "general.yml") -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """(words, program ids) in the order of the file: the narrower words come first."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple((tuple(family["words"]), tuple(family["programs"])) for family in data["families"])
