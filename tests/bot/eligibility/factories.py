"""Makes rules and facts, with defaults for all that a test does not care about."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.eligibility.facts import Choice, Fact
from bot.eligibility.questions import Question
from bot.eligibility.rules import ProgramRules
from bot.eligibility.values import Facts, known_from

DAY = date(2026, 11, 21)


def rule_data(**fields: Any) -> dict[str, Any]:
    """A rule that nothing is wrong with; of age, where nothing else is said."""
    about = {} if {"fact", "any_of", "all_of"} & fields.keys() else {"fact": "age", "at_least": 65}
    return about | {"says": "나이가 맞아야 합니다", "law": "어떤법 제1조", "reference": "law"} | fields


def rules_data(*rules: dict[str, Any], id: str = "basic_pension", **fields: Any) -> dict[str, Any]:
    references = {"law": {"title": "어떤법", "as_of": "2026-01-01"}}
    return {"id": id, "criteria": list(rules) or [rule_data()], "references": references, **fields}


def create_rules(*rules: dict[str, Any], **fields: Any) -> ProgramRules:
    return ProgramRules.from_data(rules_data(*rules, **fields))


def write_rules(folder: Path, *rules: dict[str, Any], id: str = "basic_pension", **fields: Any) -> Path:
    """A file of rules beside the shared facts age, spouse and household_size."""
    write(folder / "_facts.yml", {"facts": FACTS})
    return write(folder / f"{id}.yml", rules_data(*rules, id=id, **fields))


def write(path: Path, data: dict[str, Any]) -> Path:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def create_fact(id: str = "age", **fields: Any) -> Fact:
    return Fact.from_data(id, {"name": "나이", "ask": "몇 살이세요?"} | fields)


def create_question(*labels: tuple[str, Any], fact: str = "age") -> Question:
    """Its choices as (label, what it tells); yes and no where none is given."""
    choices = labels or (("네", True), ("아니요", False))
    return Question(fact, "어떠세요?", tuple(Choice(label, known_from(known)) for label, known in choices))


def told(**facts: Any) -> Facts:
    return {name: known_from(plain) for name, plain in facts.items()}


FACTS: dict[str, Any] = {
    "age": {"name": "나이", "unit": "age", "ask": "만으로 몇 살이세요?"},
    "income": {"name": "소득", "unit": "won", "ask": "한 달에 얼마를 버세요?"},
    "household_size": {"name": "가족 수", "unit": "people", "ask": "모두 몇 명이 함께 사세요?"},
    "spouse": {
        "name": "배우자",
        "ask": "배우자가 있나요?",
        "choices": [{"value": "single", "label": "없어요"}, {"value": "couple", "label": "있어요"}],
    },
}
