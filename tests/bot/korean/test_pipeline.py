"""The spaCy pipeline: tokens keep their place, and spaces do not matter."""

from __future__ import annotations

from datetime import date

import pytest

from bot.korean.facts import read_facts
from bot.korean.pipeline import pipeline

TODAY = date(2026, 11, 21)
SENTENCES = [
    "저는 58세이고 3인 가구입니다",
    "월급 210만원이고 애 둘이에요",
    "식구가 네 명이에요",
    "한달에 150만원 벌어요",
    "가족이 둘이에요",
    "저 54년생인데 기초연금 되나요",
    "아내가 치매라 종일 붙어 있어요",
    "회사에서 정리해고 됐어요",
    "한부모인데 다섯 살 아이 키워요",
    "애가 셋인데 다자녀 되나요",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_spaces_or_not_give_the_same_facts(text: str) -> None:
    with_spaces, without = read_facts(text, TODAY), read_facts(text.replace(" ", ""), TODAY)
    assert with_spaces.as_dict()
    assert without == with_spaces


@pytest.mark.parametrize("text", SENTENCES)
def test_the_tokens_give_the_text_back(text: str) -> None:
    assert pipeline()(text).text.replace(" ", "") == text.replace(" ", "")


def test_tokens_know_their_tag_and_their_space() -> None:
    doc = pipeline()("65세 이상")
    assert [(token.text, token.tag_, token.whitespace_) for token in doc] == [
        ("65", "SN", ""),
        ("세", "NNBC", " "),
        ("이상", "NNG", ""),
    ]


def test_the_pipeline_is_made_once() -> None:
    assert pipeline() is pipeline()


def test_an_empty_message_is_an_empty_doc() -> None:
    doc = pipeline()("")
    assert len(doc) == 0 and list(doc.spans["facts"]) == list(doc.spans["events"]) == []


def test_what_was_told_is_marked_in_the_text() -> None:
    doc = pipeline()("저는 58세이고 회사에서 정리해고 됐어요")
    assert [(span.text, span.label_) for span in doc.spans["facts"]] == [("58세", "age")]
    assert "job_loss" in {span.label_ for span in doc.spans["events"]}
