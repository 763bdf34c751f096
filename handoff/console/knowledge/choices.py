"""What can be chosen in the form of an entry: what the schemas allow, in the words of those who fill it in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from bot.knowledge.directory import OFFICES
from bot.knowledge.program import ASPECTS
from bot.paths import ROOT
from handoff.console.words import UNITS
from handoff.knowledge.words import FIELDS

KINDS = {"program": "제도", "desk": "창구"}
STATUSES = {"active": "시행 중", "closed": "올해 접수 끝남", "ended": "없어짐"}
HOURS = {"office": "평일 9~18시", "always": "24시간", "see_note": "설명 보기"}
WAYS = {"voice": "전화", "text": "문자", "kakao": "카카오톡", "web": "누리집", "sign": "수어", "visit": "방문"}
DESK_KINDS = {
    "dong_center": "동주민센터", "department": "부서", "center": "센터·기관", "hotline": "상담전화", "main": "대표전화",
}  # fmt: skip
AMOUNT_UNITS = {
    "won": "원", "percent": "%", "days": "일", "weeks": "주", "months": "개월", "years": "년", "age": "세", "hours": "시간",
    "times": "회", "people": "명", "kwh": "kWh", "count": "개",
}  # fmt: skip
PLACES = {**OFFICES, "national": "전국"}
NATIONAL = "전국"  # a program without a region, a desk of no office


@cache
def _program() -> Mapping[str, Any]:
    schema = json.loads((ROOT / "data/schemas/program.schema.json").read_text(encoding="utf-8"))
    properties: Mapping[str, Any] = schema["properties"]
    return properties


def _named(values: Iterable[str]) -> dict[str, str]:
    return {value: value for value in values}


def fields() -> dict[str, str]:
    return _named(_program()["field"]["enum"])


def regions() -> dict[str, str]:
    return {"": NATIONAL} | _named(_program()["region"]["anyOf"][1]["enum"])


def tags(name: str) -> dict[str, str]:
    """Those of life_stages, households or themes."""
    return _named(_program()[name]["items"]["enum"])


def aspects() -> dict[str, str]:
    return {aspect: FIELDS[aspect] for aspect in ASPECTS}


# By field: how a value that is a code is read.
CODES: Mapping[str, Mapping[str, str]] = {
    "status": STATUSES, "hours": HOURS, "ways": WAYS, "kind": DESK_KINDS, "office": PLACES, "units": UNITS,
    "unit": {**UNITS, **AMOUNT_UNITS}, "aspect": aspects(),
}  # fmt: skip
