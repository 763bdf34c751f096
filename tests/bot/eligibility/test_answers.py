"""Replies to a question, as residents type them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.eligibility.answers import Answer, read_answer, stops
from bot.eligibility.numbers import read_number
from bot.eligibility.questions import Question
from bot.eligibility.rulebook import rulebook
from bot.eligibility.values import NONE, Interval, known_from
from tests.bot.eligibility.factories import create_question

AGE = create_question(("64세 이하", {"at_most": 64}), ("65세 이상", {"at_least": 65}))
SIZE = create_question(*((f"{n}명", n) for n in range(1, 5)), ("5명 이상", {"at_least": 5}), fact="household_size")
SPOUSE = create_question(("없어요", "single"), ("있어요", "couple"), fact="spouse")
CHILD = create_question(("2세 미만", {"at_most": 23}), ("2세 이상", {"at_least": 24}), ("아이가 없어요", []))
WON = create_question(("약 208만 원 이하", {"at_most": 2078316}), ("약 208만 원 넘음", {"at_least": 2078317}))
HOUSING = create_question(("월세", "monthly_rent"), ("전세", "jeonse"), fact="housing")
YES_NO = create_question()


def answered(text: str, question: Question, unit: str | None = None) -> Any:
    answer = read_answer(text, question, unit)
    return answer and answer.known


@pytest.mark.parametrize("text", ["2", "2번", "2번이요", "두번째요", "이번", "②", "2.", " 2 ", "둘째꺼"])
def test_a_number_picks_the_choice_at_its_place(text: str) -> None:
    assert answered(text, AGE, "age") == Interval(65)


@pytest.mark.parametrize("text", ["65세 이상", "65세이상이요", "저는 65세 이상입니다"])
def test_the_label_itself_is_an_answer(text: str) -> None:
    assert answered(text, AGE, "age") == Interval(65)


@pytest.mark.parametrize("text", ["월세로 살아요", "저희는 월세예요", "보증금 있는 월세요", "월세"])
def test_a_label_inside_a_short_reply_is_an_answer(text: str) -> None:
    assert answered(text, HOUSING) == {"monthly_rent"}


def test_a_choice_is_known_by_its_words_too() -> None:
    spouse = rulebook().facts["spouse"]
    question = Question(spouse.id, spouse.ask, spouse.choices)
    assert answered("혼자 살아요", question) == {"single"}
    assert answered("부부예요", question) == {"couple"}


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("차상위여라", {"near_poverty"}), ("차상위입니다", {"near_poverty"}), ("의료급여 받아요", {"medical"}), ("차상위는 아니에요", {"none"}),
        ("아니요 수급자는 아니예요", {"none"}), ("수급자 아닙니다", {"none"}),
    ],
)  # fmt: skip
def test_who_denies_one_choice_has_not_taken_it(text: str, known: Any) -> None:
    status = rulebook().facts["welfare_status"]
    assert answered(text, Question(status.id, status.ask, status.choices)) == known


def test_what_is_denied_without_a_no_among_the_choices_is_no_answer() -> None:
    assert answered("월세는 아니에요", HOUSING) is None
    spouse = rulebook().facts["spouse"]
    assert answered("혼자는 아니에요", Question(spouse.id, spouse.ask, spouse.choices)) is None


@pytest.mark.parametrize(("text", "known"), [("네 2급이었어요", {"yes"}), ("아니요, 3급 하나요", {"no"})])
def test_a_yes_or_no_may_be_explained(text: str, known: Any) -> None:
    assert answered(text, YES_NO) == known


def test_two_labels_in_one_reply_are_no_answer() -> None:
    assert answered("월세였다가 전세", HOUSING) is None


@pytest.mark.parametrize("text", ["네", "예", "응", "ㅇㅇ", "넵", "맞아요", "네 맞습니다", "있어요", "그렇습니다"])
def test_yes_is_yes(text: str) -> None:
    assert answered(text, YES_NO) == {"yes"}


@pytest.mark.parametrize(
    "text", ["아니요", "아니오", "아뇨", "ㄴㄴ", "없어요", "아닙니다", "아니 안 받아요", "없습니다"]
)
def test_no_is_no(text: str) -> None:
    assert answered(text, YES_NO) == {"no"}


@pytest.mark.parametrize(
    ("text", "question", "known"),
    [
        ("없습니다", SPOUSE, {"single"}),
        ("네 있어요", SPOUSE, {"couple"}),
        ("아니요", SPOUSE, {"single"}),
        ("없어요", CHILD, NONE),
    ],
)
def test_having_and_not_having_answer_a_question_of_that_kind(text: str, question: Question, known: Any) -> None:
    assert answered(text, question, "months") == known


@pytest.mark.parametrize(
    "text", ["0", "모르겠어요", "잘 모름", "몰라", "글쎄요", "그건 모르겠는데요", "0번이요", "기억이 안나요"]
)
def test_not_knowing_is_an_answer_to_every_question(text: str) -> None:
    for question in (AGE, SIZE, SPOUSE, WON, YES_NO):
        assert read_answer(text, question, None) == Answer(None)


@pytest.mark.parametrize(
    ("text", "question", "unit", "known"),
    [
        ("67세", AGE, "age", 67),
        ("만 67세입니다", AGE, "age", 67),
        ("예순일곱이요", AGE, "age", 67),
        ("일흔둘", AGE, "age", 72),
        ("72", AGE, "age", 72),
        ("여섯명", SIZE, "people", 6),
        ("6", SIZE, "people", 6),
        ("15개월", CHILD, "months", 15),
        ("세 살이에요", CHILD, "months", {"at_least": 36, "at_most": 47}),
        ("150만원", WON, "won", 1500000),
        ("월 150만원쯤", WON, "won", 1500000),
        ("2,078,316원", WON, "won", 2078316),
        ("1억 3천만원", WON, "won", 130000000),
        ("2억", WON, "won", 200000000),
        ("백오십만원이요", WON, "won", 1500000),
        ("150", WON, "won", 1500000),
        ("소득이 없어요", WON, "won", 0),
        ("부모님 안 계세요", WON, "won", 0),
        ("0원", WON, "won", 0),
    ],
)
def test_a_number_told_in_words_of_ones_own_is_taken_exactly(
    text: str, question: Question, unit: str, known: Any
) -> None:
    assert answered(text, question, unit) == known_from(known)


@pytest.mark.parametrize(
    "text",
    [
        "기초연금 서류는 뭐가 필요해요?",
        "네 그런데 서류는 어디에 내요",
        "상담원 바꿔줘",
        "7",
        "3",
        "주거급여도 알려줘",
        "",
        "월세가 밀려서 쫓겨나게 생겼어요",
        "죽고 싶어요",
    ],
)
def test_what_is_no_answer_leaves_the_screening(text: str) -> None:
    assert read_answer(text, AGE, "age") is None


@pytest.mark.parametrize(
    "text", ["어머니는요", "예금은 조금", "응급실 갔어요", "네이버에서 봤어요", "노인정 가요", "안경 지원"]
)
def test_a_word_that_begins_like_a_yes_or_a_no_is_neither(text: str) -> None:
    assert read_answer(text, YES_NO, None) is None


@pytest.mark.parametrize("text", ["그만", "그만할게요", "이제 그만", "취소", "나중에 할게요", "안할래요", "됐어요"])
def test_it_can_be_stopped(text: str) -> None:
    assert stops(text)


@pytest.mark.parametrize("text", ["1", "네", "그만둔 지 한 달 됐는데 실업급여 되나요", "모르겠어요"])
def test_an_answer_does_not_stop_it(text: str) -> None:
    assert not stops(text)


@pytest.mark.parametrize(("bare", "unit"), [("67명", "age"), ("15세", "won"), ("15개월", "age"), ("3번", "people")])
def test_a_number_of_something_else_is_none(bare: str, unit: str) -> None:
    assert read_number(bare, unit) is None
