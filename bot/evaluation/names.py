"""Whether a program is the one that a label names: official names are written in more than one way."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.knowledge.program import Program

_ENDINGS = ("사업", "제도", "지원", "공급", "운영", "서비스", "지급")


def same_program(program: Program, names: Sequence[str]) -> bool:
    """Whether one of some official names is this program's: brackets, spaces and a closing 지원, 사업 do not count."""
    own = (program.name, *program.aliases)
    ours = {_plain(name) for name in own} | {_squeezed(name) for name in own}
    return any(_plain(name) in ours or _squeezed(name) in ours for name in names)


def _squeezed(name: str) -> str:
    return re.sub(r"[\s·ㆍ,./]", "", name)


def _plain(name: str) -> str:
    bare = _squeezed(re.sub(r"\(.*?\)", "", name))
    for ending in _ENDINGS:
        bare = bare.removesuffix(ending) if len(bare) - len(ending) >= 3 else bare
    return bare
