"""A reply picks among the options that were offered."""

from __future__ import annotations

import pytest

from bot.evidence import Option
from bot.picking import chosen, chosen_several, chosen_to_ask, only_number

OPTIONS = (
    Option("기초연금", "basic_pension"),
    Option("문화누리카드", "culture_card"),
    Option("에너지바우처", "energy_voucher"),
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1), ("2번", 2), ("3번이요", 3), ("일번", 1), ("이번", 2), ("삼번요", 3), ("①", 1), ("②번", 2), ("첫번째", 1), ("첫째꺼", 1),
        ("두번째거", 2), ("두 번째 꺼요", 2), ("두번째걸로 알려주세요", 2), ("둘째요", 2), ("세번째 그거", 3), ("2.", 2), (" 3 ", 3),
        ("마지막거", 3), ("맨 마지막 거요", 3), ("맨 위에 거", 1), ("1번으로 해주세요", 1), ("하나", 1), ("2번 부탁해요", 2),
        ("그중에 맨 첫번째", 1), ("2번이용", 2), ("마지막꺼 자세히", 3),
    ],
)  # fmt: skip
def test_an_option_is_chosen_by_number_or_place(text: str, number: int) -> None:
    assert chosen(text, OPTIONS) == OPTIONS[number - 1]


@pytest.mark.parametrize(
    "text",
    [
        "4",
        "네번째",
        "12",
        "1번하고 2번",
        "2인 가구예요",
        "3명이에요",
        "기초연금",
        "첫째 아이가 아파요",
        "이번 달에 나오나요",
        "",
        "두 번 신청했어요",
    ],
)
def test_nothing_is_chosen_by_another_message(text: str) -> None:
    assert chosen(text, OPTIONS) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("첫번째꺼 얼마라예", 1), ("2번은 어디서 신청해요", 2), ("세번째 거 서류 뭐 필요해요", 3), ("일번 얼마나 나와요", 1), ("2번이나 신청했는데요", None),
        ("아까 2번은 뭐예요", 2), ("그라모 3번은 누가 받노", 3), ("아까 그 1번 서류는요", 1), ("아까 2번이나 물었는데요", None),
        ("두번째로 신청해요", None), ("첫째 아이가 아파요", None), ("12번 버스 타나요", None), ("얼마예요", None),
    ],
)  # fmt: skip
def test_an_option_is_picked_by_its_number_and_asked_about_at_once(text: str, number: int | None) -> None:
    assert chosen_to_ask(text, OPTIONS) == (OPTIONS[number - 1] if number else None)


def test_nothing_is_chosen_where_nothing_was_offered() -> None:
    assert chosen("1", ()) is None and chosen("마지막거", ()) is None


def test_the_last_one_is_the_last_that_was_offered() -> None:
    assert chosen("마지막거요", OPTIONS[:2]) == OPTIONS[1]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("2", True),
        ("두번째거", True),
        ("5번이요", True),
        ("6", False),
        ("2인 가구", False),
        ("얼마", False),
        ("", False),
    ],
)
def test_a_message_may_be_nothing_but_a_number(text: str, alone: bool) -> None:
    assert only_number(text) is alone


@pytest.mark.parametrize("text", ["네", "응", "ㅇㅇ", "네 맞아요", "예 알려주세요", "네 그거요", "1"])
def test_a_yes_picks_what_alone_was_offered(text: str) -> None:
    assert chosen(text, OPTIONS[:1]) == OPTIONS[0]


def test_a_yes_picks_nothing_of_several() -> None:
    assert chosen("네", OPTIONS) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("둘다요", (1, 2)), ("둘 다 설명해줘 1번 2번", (1, 2)), ("둘다 알려주세요 1 하고 2", (1, 2)), ("위에 두개 둘다 말해주소", (1, 2)),
        ("1번하고 3번이요", (1, 3)), ("1, 2", (1, 2)), ("두번째랑 세번째꺼 알려줘요", (2, 3)), ("전부 다 알려줘", (1, 2, 3)), ("세개 다요", (1, 2, 3)),
        ("3번 1번", (1, 3)),
    ],
)  # fmt: skip
def test_several_options_are_picked_at_once(text: str, numbers: tuple[int, ...]) -> None:
    assert chosen_several(text, OPTIONS) == tuple(OPTIONS[number - 1] for number in numbers)


@pytest.mark.parametrize(
    "text",
    ["2번", "12", "다", "다 모르겠어요", "두 번 신청했어요", "3명 다 학생이에요", "1번 4번", "둘 다 몸이 아파요", ""],
)
def test_other_messages_do_not_pick_several(text: str) -> None:
    assert chosen_several(text, OPTIONS) == ()


def test_nothing_is_picked_at_once_of_a_single_option() -> None:
    assert chosen_several("전부 다요", OPTIONS[:1]) == ()
