"""The names of life stages, households and themes, as 복지로 writes them (official guide of the API, 2025-04)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from handoff.knowledge.readers.texts import line

LIFE_STAGES = ("영유아", "아동", "청소년", "청년", "중장년", "노년", "임신 · 출산")
HOUSEHOLDS = ("다문화·탈북민", "다자녀", "보훈대상자", "장애인", "저소득", "한부모·조손")
THEMES = (
    "신체건강", "정신건강", "생활지원", "주거", "일자리", "문화·여가", "안전·위기", "임신·출산", "보육", "교육",
    "입양·위탁", "보호·돌봄", "서민금융", "법률", "관계개선", "에너지",
)  # fmt: skip
_ALL = "구분없음"  # code 000: for everybody, which is what no name at all means
_DOTS = re.compile(r"[\s·ㆍ・•]+")


def life_stages(value: object) -> tuple[str, ...]:
    return _official(value, LIFE_STAGES)


def households(value: object) -> tuple[str, ...]:
    return _official(value, HOUSEHOLDS)


def themes(value: object) -> tuple[str, ...]:
    return _official(value, THEMES)


def split(value: object) -> list[str]:
    """Lists use `,`, details `, `, gov24 `||`; a JSON file may hold a list."""
    values = value if isinstance(value, list) else [value]
    return [name for one in values for part in re.split(r",|\|\|", line(one)) if (name := part.strip())]


def mapped(names: Iterable[str], table: Mapping[str, str]) -> tuple[str, ...]:
    """Another source's names as ours, each once; those that the table does not know are left out."""
    return tuple(dict.fromkeys(table[name] for name in names if name in table))


def _official(value: object, names: tuple[str, ...]) -> tuple[str, ...]:
    """As the guide writes them, in the order they came; a name that the guide does not know yet is kept as it is."""
    known = {_bare(name): name for name in names}
    return tuple(dict.fromkeys(known.get(_bare(name), name) for name in split(value) if name != _ALL))


def _bare(name: str) -> str:
    return _DOTS.sub("", name)
