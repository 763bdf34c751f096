"""The size of a household, in the many ways people write it."""

from __future__ import annotations

import time

import pytest

from bot.korean.household import household_size


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("4인 가구 생계급여 선정기준", 4),
        ("4인가구기준", 4),
        ("사인가구", 4),
        ("이인 가구입니다", 2),
        ("10명 가족", 10),
        ("네식구 생계급여 기준", 4),
        ("네 식구인데", 4),
        ("다섯 명 가족이에요", 5),
        ("식구가 다섯", 5),
        ("식구 셋이고요", 3),
        ("식구가 모두 여섯이에요", 6),
        ("우리집은 네명", 4),
        ("집에 사람이 다섯이에요", 5),
        ("둘이 사는데 생계급여 돼요?", 2),
        ("단둘이 살아요", 2),
        ("셋이서 살아요", 3),
        ("여섯명 사는데", 6),
        ("3명이 함께 살고 있어요", 3),
        ("아이 둘이랑 저 셋이 살아요", 3),
        ("생계급여 3인", 3),
        ("1인 기준 얼마", 1),
        ("혼자 사는데 주거급여 얼마예요", 1),
        ("독거노인입니다", 1),
    ],
)
def test_a_household_is_counted(text: str, persons: int) -> None:
    assert household_size(text) == persons
    assert household_size(text.replace(" ", "")) == persons


@pytest.mark.parametrize(
    "text",
    [
        "",
        "가족이 있어요",
        "네 가족이 아파요",
        "2인실 병원비",
        "1인당 얼마",
        "5인 이상 사업장",
        "구인 가구",
        "100인 가구",
        "식구는 다섯살 세살 애들이요",
        "애가 둘이에요",
        "혼자 애 키우는데요",
        "가족이 한 달째 아파요",
    ],
)
def test_other_numbers_are_no_household(text: str) -> None:
    assert household_size(text) is None


def test_a_long_message_is_read_in_no_time() -> None:
    begun = time.thread_time()
    household_size("식구 " * 5000)
    assert time.thread_time() - begun < 0.5
