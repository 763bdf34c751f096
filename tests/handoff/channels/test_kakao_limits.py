"""Tests of handoff/channels/kakao_limits.py and kakao_answer.py."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.channels.kakao_answer import how_many_fit, skill_answer
from handoff.channels.kakao_limits import validate

WORDS = st.text(min_size=1, max_size=2500).filter(str.strip)


def answer(*outputs: Any, **template: Any) -> dict[str, Any]:
    return {"version": "2.0", "template": {"outputs": list(outputs), **template}}


def text(words: str) -> dict[str, Any]:
    return {"simpleText": {"text": words}}


def quick(label: str = "네", **fields: str) -> dict[str, str]:
    return {"label": label, "action": "message", "messageText": "네", **fields}


def test_plain_answer_breaks_no_rule() -> None:
    assert validate(answer(text("안녕하세요"), quickReplies=[quick()])) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ([], "answer"),
        ({"template": {"outputs": [text("a")]}}, "version"),
        ({"version": "2.0"}, "template"),
        (answer(), "outputs"),
        (answer(*[text("a")] * 4), "outputs"),
        (answer({}), "outputs[0]"),
        (answer({"bigText": {"text": "a"}}), "outputs[0].bigText"),
        (answer(text("")), "outputs[0].simpleText.text"),
        (answer(text("가" * 1001)), "outputs[0].simpleText.text"),
        (answer(text("a"), quickReplies=[quick()] * 11), "quickReplies"),
        (answer(text("a"), quickReplies=[quick("가" * 15)]), "quickReplies[0].label"),
        (answer(text("a"), quickReplies=[quick(messageText="")]), "quickReplies[0].messageText"),
        (answer(text("a"), quickReplies=[quick(action="webLink")]), "quickReplies[0].action"),
        (answer(text("a"), quickReplies=["네"]), "quickReplies[0]"),
        (answer({"textCard": {}}), "outputs[0].textCard"),
        (answer({"textCard": {"title": "가" * 51}}), "outputs[0].textCard.title"),
        (answer({"textCard": {"title": "a", "description": "가" * 400}}), "outputs[0].textCard"),
        (answer({"basicCard": {"title": "a"}}), "outputs[0].basicCard.thumbnail"),
        (answer({"textCard": {"title": "a", "buttons": [quick()] * 4}}), "outputs[0].textCard.buttons"),
        (answer({"textCard": {"title": "a", "buttons": [{"label": "전화", "action": "phone"}]}}),
         "outputs[0].textCard.buttons[0].phoneNumber"),
        (answer({"textCard": {"title": "a", "buttons": ["x"]}}), "outputs[0].textCard.buttons[0]"),
        (answer({"listCard": {"header": {"title": "a"}, "items": [{}] * 6}}), "outputs[0].listCard.items"),
        (answer({"carousel": {"type": "simpleText", "items": [{}]}}), "outputs[0].carousel.type"),
        (answer({"carousel": {"type": "textCard", "items": [{"title": "a"}] * 11}}), "outputs[0].carousel.items"),
        ({"version": "2.0", "useCallback": True, "template": {}}, "template"),
    ],
)  # fmt: skip
def test_each_broken_rule_is_named(body: Any, rule: str) -> None:
    assert any(problem.startswith(f"{rule}:") for problem in validate(body)), validate(body)


def test_answer_by_callback_needs_no_template() -> None:
    assert validate({"version": "2.0", "useCallback": True, "data": {"text": "잠시만요"}}) == []


@given(
    st.lists(WORDS, min_size=1, max_size=6),
    st.lists(st.fixed_dictionaries({"label": st.text(max_size=40), "text": st.text(max_size=40)}), max_size=15),
    st.booleans(),
)
def test_whatever_is_to_be_said_makes_a_valid_answer(
    texts: list[str], replies: list[dict[str, str]], more: bool
) -> None:
    assert validate(skill_answer(texts, replies, more=more)) == []


@given(st.lists(st.text(min_size=1, max_size=900).filter(str.strip), min_size=1, max_size=6))
def test_nothing_of_what_fits_is_cut_off(texts: list[str]) -> None:
    fitting = texts[: how_many_fit(texts)]
    said = "".join(output["simpleText"]["text"] for output in skill_answer(fitting)["template"]["outputs"])
    for part in fitting:
        for word in part.split():
            assert word[:50].replace("\x00", "\ufffd") in said or len(word) > 50


def test_three_texts_are_three_bubbles_and_a_fourth_joins_its_neighbour() -> None:
    assert len(skill_answer(["a", "b", "c"])["template"]["outputs"]) == 3
    assert skill_answer(["a", "b", "c", "d"])["template"]["outputs"][0] == text("a\n\nb")


def test_long_label_is_cut_and_says_so() -> None:
    (reply,) = skill_answer(["a"], [{"label": "기초생활보장 생계급여 안내문", "text": "생계급여"}])["template"][
        "quickReplies"
    ]
    assert (reply["label"], reply["messageText"]) == ("기초생활보장 생계급여 안…", "생계급여")
