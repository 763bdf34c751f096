"""Whether a program is the one that a label names: official names are written in more than one way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.knowledge.program import Program

_ENDINGS = ("사업", "제도", "지원", "공급", "운영", "서비스", "지급")


def same_program(program: Program, names: Sequence[str]) -> bool:
    """Whether one of some official names is this program's: brackets, spaces and a closing 지원, 사업 do not count."""
    return not _forms((program.name, *program.aliases)).isdisjoint(_forms(tuple(names)))


@lru_cache(maxsize=4096)  # a label is held against each of some hundred programs
def _forms(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form(name) for name in names for form in (_plain, _squeezed))


def _squeezed(name: str) -> str:
    return re.sub(r"[\s·ㆍ,./]", "", name)


def _plain(name: str) -> str:
    bare = _squeezed(re.sub(r"\(.*?\)", "", name))
    for ending in _ENDINGS:
        bare = bare.removesuffix(ending) if len(bare) - len(ending) >= 3 else bare
    return bare
