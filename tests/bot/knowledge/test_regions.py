"""Where a resident says that they live, if it is elsewhere."""

from __future__ import annotations

import pytest

from bot.knowledge.directory import OFFICES as NAMED
from bot.knowledge.regions import OFFICES, elsewhere, places


@pytest.mark.parametrize(
    ("text", "office", "place"),
    [
        ("부산 해운대구 사는데 여기 되나요", "dongjak", "부산광역시 해운대구"),
        ("수원 살아요", "dongjak", "경기도 수원시"),
        ("해운대사는데 출산축하금 줘요?", "dongjak", "부산광역시 해운대구"),
        ("엄마는 광주에 사시는데 연금", "dongjak", "전남광주통합특별시"),
        ("경기도 광주시 살아요", "jinju", "경기도 광주시"),
        ("부산시 사상구 거주중입니다", "jinju", "부산광역시 사상구"),
        ("저 강남구민인데", "dongjak", "서울특별시 강남구"),
        ("진주 살아요", "dongjak", "경상남도 진주시"),
        ("서울 관악구 사는데요", "dongjak", "서울특별시 관악구"),
    ],
)
def test_somebody_who_lives_elsewhere_is_understood(text: str, office: str, place: str) -> None:
    assert elsewhere(text, office) == place


@pytest.mark.parametrize(
    ("text", "place"), [("중구 삽니다", "중구"), ("고성 살고있어요", "경상남도 고성군")], ids=["any", "near"]
)
def test_of_a_name_that_several_have_the_near_one_is_meant(text: str, place: str) -> None:
    assert elsewhere(text, "jinju") == place
    assert elsewhere("중구 삽니다", "dongjak") == "서울특별시 중구"


@pytest.mark.parametrize(
    "text",
    [
        "부산에서 왔는데 지금 동작구 살아요",
        "부산에서 살다가 왔어요",
        "사천에 살고 있었는데 이사왔어요",
        "서울 살아요",
        "동작 사는 사람인데요",
        "혼자 사는 노인",
        "반찬 사는데 지원",
        "고양이랑 사는데",
        "동해 주민등록 떼려면",
        "상도동 살아요",
        "",
    ],
)
def test_who_lives_here_or_says_nothing_of_it_is_not_sent_away(text: str) -> None:
    assert elsewhere(text, "dongjak") is None


def test_every_office_is_a_place_of_the_list() -> None:
    assert OFFICES.keys() == NAMED.keys()
    for office, (province, district) in OFFICES.items():
        other = "jinju" if office == "dongjak" else "dongjak"
        assert elsewhere(f"{district} 살아요", other) == f"{province} {district}"
        assert NAMED[office] == district


def test_places_are_told_apart_without_an_office() -> None:
    found = places().lived_in("아버지는 대구 사시고 저는 서울 강서구 살아요", ("경상남도", "진주시"))
    assert [str(place) for place in found] == ["대구광역시", "서울특별시 강서구"]
