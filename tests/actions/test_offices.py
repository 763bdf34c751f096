"""Answers about the office itself."""

from __future__ import annotations

import pytest

from actions.offices import office_answer
from actions.reply import Reply
from bot.evidence import Context, Evidence
from bot.knowledge.directory import directory
from bot.lines import line


def answered(text: str, office: str = "dongjak") -> Reply:
    reply = office_answer(Evidence(text, {}), Context(office=office))
    assert isinstance(reply, Reply)
    return reply


def said(text: str, office: str = "dongjak") -> str:
    return answered(text, office).text


def test_the_center_of_the_dong_that_is_named() -> None:
    desk = directory().desk_for("dong_center", "dongjak", "상도3동")
    assert desk is not None and desk.address
    text = said("상도3동 주민센터 전화번호요")
    assert desk.name in text and desk.phones[0] in text and desk.address in text


def test_where_a_dong_may_be_one_of_several_it_asks_which() -> None:
    text = said("사당동 주민센터 어디예요")
    assert all(f"사당{n}동" in text for n in range(1, 6)) and "?" in text


@pytest.mark.parametrize("pick", ["3", "3번이요", "사당3동이요"])
def test_each_dong_in_question_can_be_picked_by_number_or_name(pick: str) -> None:
    asked = answered("사당동 주민센터 어디예요")
    assert [option.label for option in asked.offered] == [f"사당{n}동" for n in range(1, 6)]
    assert [label for label, _ in asked.quick_replies][2] == "3. 사당3동"
    reply = office_answer(Evidence(pick, {}), Context(options=asked.offered))
    assert reply is not None and "사당3동주민센터 전화는" in reply.text


def test_more_dongs_than_numbers_are_asked_for_in_words() -> None:
    reply = answered("부모님은 사당동, 저는 상도동 사는데 주민센터 어디예요")
    assert "사당5동" in reply.text and "상도1동" in reply.text and reply.offered == ()


@pytest.mark.parametrize(
    "text", ["상도로 123 사는데 어느 주민센터예요", "저희집은 여의대방로 쪽인데 관할 동이 어디죠", "사당역 근처 살아요"]
)
def test_a_road_or_a_station_alone_is_no_dong_so_it_asks(text: str) -> None:
    reply = said(text)
    assert "동 이름을 알려 주시겠어요?" in reply and "02-820-1114" in reply


def test_a_road_with_its_dong_is_answered() -> None:
    assert "흑석동주민센터" in said("현충로 52 (흑석동) 관할 주민센터 어디예요")


def test_a_center_without_a_sure_address_says_whom_to_ask() -> None:
    """사당3동's center moved in 2024; no source is sure of the new address."""
    reply = said("사당3동 주민센터 어디예요")
    assert "주소는 전화로" in reply and "02-534-0040" in reply


def test_in_jinju_the_welfare_team_is_called_as_there() -> None:
    assert "좋은세상팀" in said("문산읍사무소 전화번호예", "jinju")
    assert "좋은세상팀" not in said("상도3동 주민센터")
    assert "좋은세상팀" not in said("진주시청 전화번호", "jinju")


def test_where_a_dong_reaches_into_another_center_it_says_so() -> None:
    assert "판문동에서 맡는 곳이 있으니" in said("평거동 사는데 주민센터 어디예요", "jinju")
    assert "맡는 곳이" not in said("하대동 사는데 주민센터 어디예요", "jinju")


def test_the_night_number_of_the_main_desk_is_said() -> None:
    assert "02-820-1119" in said("동작구청 전화번호")


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
