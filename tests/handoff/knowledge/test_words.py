"""Whatever is wrong with an entry, a counselor reads why in Korean."""

import re
from copy import deepcopy
from typing import Any

import pytest

from handoff.knowledge.check_edit import flaws
from handoff.knowledge.files import file_document
from handoff.knowledge.words import field_name, reason_in_words

pytestmark = pytest.mark.usefixtures("data")
PRICE = {"year": 2026, "value": 50000, "reference": "notice"}


def reasons(**changed: Any) -> list[str]:
    document = deepcopy(file_document("program", "winter_coat"))
    assert document is not None
    return [flaw.reason for flaw in flaws("program", "winter_coat", {**document, **changed})]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"parameter": "nothing"}, "공통 수치 'nothing'이(가) 없습니다."),
        (
            {"parameter": "home_deduction", "percent": 5},
            "공통 수치 'home_deduction'에는 비율 '5'로 나눌 가구원 수별 표가 없습니다.",
        ),
        ({"parameter": "home_deduction", "percent": -5}, "0보다 커야 합니다."),
        ({"parameter": "Home"}, "형식이 맞지 않습니다."),
        ({**PRICE, "from": "2026-07-01"}, "연도와 시행일 가운데 하나만 적어 주세요."),
        ({**PRICE, "year": 1999}, "2015보다 작을 수 없습니다."),
        ({**PRICE, "year": 2099}, "2035보다 클 수 없습니다."),
        ({**PRICE, "value": "오만"}, "형식이 맞지 않습니다."),
        ({**PRICE, "reference": ""}, "출처를 적어 주세요."),
        ({**PRICE, "reference": "rumour"}, "출처 'rumour'이(가) 출처 목록에 없습니다."),
    ],
)
def test_wrong_figure_is_told_in_korean(row: dict[str, Any], reason: str) -> None:
    assert reasons(amounts={"price": [PRICE], "other": [row]}) == [reason]


def test_figure_that_does_not_go_by_household_is_told_so() -> None:
    document = file_document("program", "winter_coat")
    assert document is not None
    answers = {**document["answers"], "amount": "한 달에 {price.household}을 드리는 제도입니다."}
    assert reasons(answers=answers) == ["{price.household}에 넣을 가구원 수별 금액이 '금액·숫자'에 없습니다."]


@pytest.mark.parametrize(
    "changed",
    [
        {"serv_id": "1" * 300},
        {"name": "가" * 300},
        {"field": "나" * 300},
        {"themes": ["나" * 300]},
        {"aliases": ["a"]},
        {"references": {}},
        {"contacts": []},
        {"amounts": {"": [PRICE]}},
        {"amounts": {"price": []}},
        {"details": [{"about": "", "match": [], "aspect": "", "say": ""}]},
    ],
)
def test_no_reason_is_left_in_english(changed: dict[str, Any]) -> None:
    found = reasons(**changed)
    assert found and all(re.search("[가-힣]", reason) and "is not" not in reason for reason in found), found


def test_reason_without_words_stays_as_it_is() -> None:
    assert reason_in_words("something quite new") == "something quite new"


def test_place_of_a_shared_figure_has_a_name() -> None:
    assert field_name(("amounts", "price", 0, "percent")) == "금액·숫자 · price 1 · 비율"
