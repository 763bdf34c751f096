"""For whom a program of 정부24 is, by the flags of supportConditions (JA0301 …) in the words of 복지로."""

from __future__ import annotations

from collections.abc import Mapping

from handoff.knowledge.readers.reading import Row

_LIFE_STAGES = {
    "JA0301": "임신 · 출산",  # 예비부모/난임
    "JA0302": "임신 · 출산",  # 임산부
    "JA0303": "임신 · 출산",  # 출산/입양
    "JA0317": "아동",  # 초등학생
    "JA0318": "청소년",  # 중학생
    "JA0319": "청소년",  # 고등학생
    "JA0320": "청년",  # 대학생/대학원생
}
_HOUSEHOLDS = {
    "JA0328": "장애인",
    "JA0329": "보훈대상자",
    "JA0401": "다문화·탈북민",
    "JA0402": "다문화·탈북민",
    "JA0403": "한부모·조손",
    "JA0411": "다자녀",
}
_POOR, _RICHER = ("JA0201", "JA0202"), ("JA0203", "JA0204", "JA0205")  # up to 75 % of the median income; above it


def is_conditions(row: Row) -> bool:
    return any(key.startswith("JA") for key in row)


def life_stages(row: Row) -> tuple[str, ...]:
    return _flagged(row, _LIFE_STAGES)


def households(row: Row) -> tuple[str, ...]:
    found = _flagged(row, _HOUSEHOLDS)
    poor = any(_set(row, key) for key in _POOR) and not any(_set(row, key) for key in _RICHER)
    return (*found, "저소득") if poor else found


def _flagged(row: Row, names: Mapping[str, str]) -> tuple[str, ...]:
    """None where every flag is set: a program for everybody sets them all."""
    flags = [key for key in names if _set(row, key)]
    return () if len(flags) == len(names) else tuple(dict.fromkeys(names[key] for key in flags))


def _set(row: Row, key: str) -> bool:
    return row.get(key) == "Y"
