"""A decision record in words."""

from __future__ import annotations

import yaml

from bot.explanation import INTENTS, explanation, fact_words, reason_words
from bot.intents import PERSON, SMALLTALK
from bot.knowledge.program import ASPECTS
from bot.paths import ROOT
from tests.bot.factories import PENSION, link_to

RECORD = {
    "decision": "answer", "programs": [link_to(PENSION).as_dict()], "aspect": "amount", "why": ["이름 기초연금 (name)", "의도 amount"],
    "guesses": [{"decision": "answer", "label": "질문: 기초연금", "confidence": 0.874}],
    "facts": {"ages": [78], "events": ["job_loss"]}, "model": "e002e7add6f54072a8f88f707b758265", "knowledge": "1a2b3c4d5e6f",
}  # fmt: skip


def test_answer_is_told_with_what_moved_it_and_the_versions() -> None:
    said = explanation(RECORD)
    assert said.decision == f"답변: {PENSION.name}, 금액"
    assert said.why == ("기초연금: 이름이 글에 있음", "금액 물음")
    assert said.guesses == (("질문: 기초연금", 87),)
    assert said.versions == "모델 e002e7add6f5, 지식 1a2b3c4d5e6f"


def test_facts_are_in_words() -> None:
    facts = {
        "ages": [78, 80],
        "household": 2,
        "income": 1_500_000,
        "events": ["job_loss"],
        "wish": "visit",
        "나이": "65세 이상",
    }
    assert fact_words(facts | {"children": None}) == [
        ("나이", "78세, 80세"), ("가구원", "2명"), ("월 소득", "150만 원"), ("겪은 일", "실직"), ("바라는 것", "방문을 바람"),
        ("나이", "65세 이상"),
    ]  # fmt: skip


def test_every_intent_has_words() -> None:
    asked = {f"ask_{aspect}" for aspect in ASPECTS}
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]
    silent = {"nlu_fallback", *(intent for intent in domain if intent.startswith("crisis_"))}
    assert {*PERSON, *SMALLTALK, *asked} <= set(INTENTS) and set(domain) - silent <= set(INTENTS)


def test_reason_that_is_words_already_stays() -> None:
    assert reason_words("확실하지 않음") == "확실하지 않음"
    assert reason_words("job_loss") == "겪은 일: 실직"


def test_record_that_lacks_everything_is_still_told() -> None:
    said = explanation({})
    assert (said.decision, said.why, said.guesses, said.facts, said.versions) == ("판단 없음", (), (), (), "")
