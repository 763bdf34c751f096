"""What a resident tells of a life."""

from __future__ import annotations

from datetime import date

import pytest

from bot.korean.facts import Facts, read_facts

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("올해 일흔여덟이신 장모님이 혼자 지내세요", (78,)),
        ("저 54년생인데 지금 신청해도 되나요", (72,)),
        ("1961년생입니다", (65,)),
        ("2000년생 취준생이에요", (26,)),
        ("02년생이고 자취해요", (24,)),
        ("다섯살 쌍둥이 키워요", (5,)),
        ("만 65세 되었어요", (65,)),
        ("예순셋입니다", (63,)),
        ("아버지가 89세고 저는 58세입니다", (89, 58)),
        ("스물네살이에요", (24,)),
        ("서른 넷입니다", (34,)),
        ("육십오세요", (65,)),
        ("만육십오세", (65,)),
        ("둘째 세살이에요", (3,)),
        ("애 둘 다섯살 세살", (5, 3)),
        ("300세대 아파트에 살아요", ()),
        ("얼마나 받을 수 있어요", ()),
    ],
)
def test_ages_are_read(text: str, ages: tuple[int, ...]) -> None:
    assert read_facts(text, TODAY).ages == ages


def test_a_year_of_birth_counts_from_the_day_of_the_turn() -> None:
    assert read_facts("54년생", date(2027, 1, 2)).ages == (73,)
    assert read_facts("27년생", date(2027, 1, 2)).ages == (0,)


@pytest.mark.parametrize(
    ("text", "household"),
    [
        ("3인가구인데 될까요", 3),
        ("4인 가족입니다", 4),
        ("1인가구 청년이요", 1),
        ("2인 가구예요", 2),
        ("우리 식구는 5명", 5),
        ("식구가 네명이에요", 4),
        ("가족이 둘이에요", 2),
        ("네식구예요", 4),
        ("둘이 살아요", 2),
        ("혼자 사세요", 1),
        ("가족이 있어요", None),
    ],
)
def test_households_are_read(text: str, household: int | None) -> None:
    assert read_facts(text, TODAY).household == household


@pytest.mark.parametrize(
    ("text", "income"),
    [
        ("한달에 150만원 벌어요", 1_500_000),
        ("월급 210만원입니다", 2_100_000),
        ("월 130 벌어요", 1_300_000),
        ("한달 250 벌고 있습니다", 2_500_000),
        ("소득이 300만원 정도예요", 3_000_000),
        ("월급 2000000원이요", 2_000_000),
        ("연봉 3000만원인데요", 30_000_000),
        ("월세 50만원 내요", None),
        ("기초연금 34만원 맞나요", None),
    ],
)
def test_incomes_are_read_and_rents_are_none(text: str, income: int | None) -> None:
    assert read_facts(text, TODAY).income == income


@pytest.mark.parametrize(
    ("text", "children"),
    [("애가 셋인데 다자녀 되나요", 3), ("아이 하나 키워요", 1), ("자녀 둘 있어요", 2), ("애가 아파요", None)],
)
def test_children_are_counted(text: str, children: int | None) -> None:
    assert read_facts(text, TODAY).children == children


def test_one_message_may_tell_several_facts() -> None:
    facts = read_facts("쉰둘 먹은 사람인데 3인가구고 월급 180만원, 애 둘이에요. 지난달에 정리해고 됐습니다", TODAY)
    assert (facts.ages, facts.household, facts.income, facts.children) == ((52,), 3, 1_800_000, 2)
    assert "job_loss" in facts.events


def test_only_what_was_told_travels() -> None:
    assert read_facts("안녕하세요", TODAY) == Facts()
    assert Facts(ages=(65,)).as_dict() == {"ages": (65,)}


@pytest.mark.parametrize(
    "text", ["", " ", "\x00\ud800", "😊😊", "1" * 300, "살" * 2000, "999살", "0세", "년생"], ids=range(9)
)
def test_nothing_that_can_be_typed_breaks_the_reading(text: str) -> None:
    assert all(0 <= age < 120 for age in read_facts(text, TODAY).ages)
