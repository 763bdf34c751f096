"""Words that name a whole family of programs: who says only 병원비 or 바우처 is asked which one."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.program import Program
from bot.knowledge.situations import OFFICE_REGIONS
from bot.korean.normalize import squeeze
from bot.paths import DATA

_FILE = DATA / "links" / "general.yml"
_MOST = 4  # choices in one question
_SHORT = 40  # squeezed characters of a message that may tell nothing more


def general_words(text: str, base: KnowledgeBase, office: str) -> list[Program]:
    """Two to four programs to choose from, where a message has such a word; else none."""
    bare = squeeze(text)
    here = (None, *OFFICE_REGIONS.get(office, ()))
    for words, ids in families():
        if any(word in bare for word in words):
            found = [base.programs[p] for p in ids if p in base.programs and base.programs[p].region in here]
            return found[:_MOST] if len(found) > 1 else []
    return []


def only_general(text: str) -> bool:
    """Whether a message has such a word and tells nothing more of what is wanted: 대출 좀 알아보려고요, 수당 문의."""
    bare = squeeze(text)
    if len(bare) > _SHORT:
        return False
    found = (word for words, _ in families() for word in words if word in bare)
    return any(_nothing_more().fullmatch(bare.replace(word, "", 1)) for word in found)


@cache
def families() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """(words, program ids) in the order of the file: the narrower words come first."""
    return tuple((tuple(family["words"]), tuple(family["programs"])) for family in _read()["families"])


@cache
def _nothing_more() -> re.Pattern[str]:
    """Possessive: what is read is not read again in another way, or a message of nothing but such words would take for ever."""
    small = sorted(_read()["small_words"].split(), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(small)}|[?.!~])*+")


@cache
def _read() -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return data
