"""Answers about the office itself."""

from __future__ import annotations

import pytest

from actions.offices import office_answer
from actions.reply import Reply
from bot.evidence import Context, Evidence
from bot.knowledge.directory import directory
from bot.lines import line


def said(text: str, office: str = "dongjak") -> str:
    reply = office_answer(Evidence(text, {}), Context(office=office))
    assert isinstance(reply, Reply)
    return reply.text


def test_the_center_of_the_dong_that_is_named() -> None:
    desk = directory().desk_for("dong_center", "dongjak", "상도3동")
    assert desk is not None and desk.address
    text = said("상도3동 주민센터 전화번호요")
    assert desk.name in text and desk.phones[0] in text and desk.address in text


def test_where_a_dong_may_be_one_of_several_it_asks_which() -> None:
    text = said("사당동 주민센터 어디예요")
    assert all(f"사당{n}동" in text for n in range(1, 6)) and "?" in text


@pytest.mark.parametrize(("office", "phone"), [("dongjak", "02-820-1114"), ("jinju", "055-749-2114")])
def test_without_a_dong_the_main_number(office: str, phone: str) -> None:
    assert phone in said("전화번호 알려주세요", office)


def test_hours_are_said_and_the_answer_is_signed() -> None:
    text = said("몇 시까지 해요")
    assert "9시" in text and "6시" in text
    assert text.endswith(line("utter_signature"))


def test_a_dong_of_the_other_city_is_not_known_here() -> None:
    assert "02-820-1114" in said("평거동 주민센터", "dongjak")
    assert "평거동" in said("평거동 주민센터", "jinju")


@pytest.mark.parametrize("office", ["dongjak", "jinju"])
def test_every_center_can_be_asked_for_in_one_message(office: str) -> None:
    for desk in directory().desks.values():
        for dong in desk.dongs if desk.office == office else ():
            assert len(said(f"{dong} 주민센터", office).encode("cp949")) <= 2000
