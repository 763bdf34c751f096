"""Names in a message: as written, or nearly."""

from __future__ import annotations

import time

import pytest

from bot.knowledge.linking.names import NameIndex
from bot.korean.normalize import squeeze

NAMES = (
    "기초연금",
    "장애인연금",
    "연금",
    "에너지바우처",
    "청년월세 한시 특별지원",
    "긴급복지 생계지원",
    "가",
    "부모급여",
)
INDEX = NameIndex({squeeze(name): name for name in NAMES})


def exact(text: str) -> list[str]:
    return [named.name for named in INDEX.exact(squeeze(text))]


def alike(text: str) -> list[str]:
    return [named.name for named in INDEX.alike(squeeze(text)) if named.likeness < 1]


@pytest.mark.parametrize("text", ["기초연금 얼마예요", "기 초 연 금 얼마", "저기요기초연금이요", "기초연금"])
def test_a_name_is_found_wherever_and_however_it_is_spaced(text: str) -> None:
    assert exact(text) == ["기초연금"]


def test_the_place_of_a_name_is_told() -> None:
    named = INDEX.exact("그기초연금얼마")[0]
    assert "그기초연금얼마"[named.start : named.end] == "기초연금"
    assert named.likeness == 1.0


def test_the_longest_name_wins() -> None:
    assert exact("장애인연금 서류") == ["장애인연금"]
    assert exact("연금 서류") == ["연금"]


def test_a_short_name_beside_a_long_one_is_found_too() -> None:
    assert sorted(exact("장애인연금 말고 그냥 연금")) == ["연금", "장애인연금"]


def test_two_names_in_one_message_are_both_found() -> None:
    assert set(exact("부모급여랑 에너지 바우처요")) == {"부모급여", "에너지바우처"}


def test_a_name_of_one_letter_is_none() -> None:
    assert exact("가 나 다") == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("에너지바우쳐 언제 나와요", "에너지바우처"),
        ("에너지 바우처어 신청", "에너지바우처"),
        ("장애인연굼 얼마", "장애인연금"),
        ("기초연굼 신청", "기초연금"),
        ("청년월새 한시 특별지원", "청년월세 한시 특별지원"),
        ("긴급복지 생게지원", "긴급복지 생계지원"),
    ],
)
def test_a_name_nearly_written_is_found_by_its_letters(typed: str, meant: str) -> None:
    assert meant in alike(typed) or meant in exact(typed)


@pytest.mark.parametrize("text", ["농지연금 얼마", "기초생활 얼마", "부모님 급여 얼마예요"])
def test_a_short_name_needs_more_likeness(text: str) -> None:
    assert "기초연금" not in alike(text)
    assert "부모급여" not in alike(text)


@pytest.mark.parametrize("text", ["", "ㅋ", "네", "오늘 날씨가 참 좋네요 산책이나 갈까요", "abc def 123"])
def test_nothing_is_found_in_what_names_nothing(text: str) -> None:
    assert alike(text) == [] and exact(text) == []


def test_a_nearly_written_name_stands_inside_the_message() -> None:
    text = squeeze("저는요 에너지바우쳐 궁금해요")
    named = next(n for n in INDEX.alike(text) if n.name == "에너지바우처")
    assert 0 <= named.start < named.end <= len(text)
    assert "에너지바우" in text[named.start : named.end]


def test_a_very_long_message_costs_little() -> None:
    begun = time.process_time()
    INDEX.alike("가나다라마바사아자차카타파하" * 150)
    assert time.process_time() - begun < 0.5
