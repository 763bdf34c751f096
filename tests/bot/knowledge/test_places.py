"""Which dongs a resident may mean, in whatever spelling; and that other words are no dongs."""

from __future__ import annotations

from time import process_time

import pytest
import yaml

from bot.knowledge.dongs import dongs
from bot.knowledge.places import dongs_in, without_dong
from bot.paths import DATA
from bot.privacy import hide

SADANG = [f"사당{n}동" for n in range(1, 6)]
SANGDO = [f"상도{n}동" for n in range(1, 5)]
SINDAEBANG = ["신대방1동", "신대방2동"]
NORYANGJIN = ["노량진1동", "노량진2동"]
NAMES_PLACES = ("ask_office", "ask_where")


@pytest.mark.parametrize(
    ("text", "dong"),
    [
        ("노량진제1동주민센터", "노량진1동"),
        ("노량진 1동 어디", "노량진1동"),
        ("노량진 제 1 동이요", "노량진1동"),
        ("노량진 일동", "노량진1동"),
        ("상도삼동 사는데", "상도3동"),
        ("사당이동 주민센터", "사당2동"),
        ("제가사는곳이상도3동인데요", "상도3동"),
        ("상도③동 주민센터", "상도3동"),
        ("동작구 흑석동입니다", "흑석동"),
        ("본동 사는데요", "노량진1동"),
        ("동작동이요", "사당2동"),
        ("현충로 52 (흑석동)", "흑석동"),
        ("사당로16아길 6, 사당4동 (사당동)", "사당4동"),
        ("흑석 사는데 주민센터 어디예요", "흑석동"),
        ("대방 주민센터 전화", "대방동"),
    ],
)
def test_a_dong_of_dongjak_is_known_however_it_is_written(text: str, dong: str) -> None:
    assert dongs_in(text, "dongjak") == [dong]


@pytest.mark.parametrize(
    ("text", "dong"),
    [
        ("문산읍사무소 전화번호예", "문산읍"),
        ("금산면 사는데", "금산면"),
        ("진주시 가좌동 사는 할매요", "가호동"),
        ("충무공동주민센터위치", "충무공동"),
        ("평거동 행정복지센터", "평거동"),
        ("초전동 사는데 관할 어디", "초장동"),
        ("칠암동 동사무소", "천전동"),
        ("중앙동 사무소 이사했나요", "중앙동"),
        ("명석면 덕곡리 123번지", "명석면"),
        ("집현면 정수리 살아요", "집현면"),
        ("금산면 금산로 107", "금산면"),
        ("저는 문산 살아요", "문산읍"),
        ("경남 진주시 이반성면입니다", "이반성면"),
    ],
)
def test_a_dong_eup_myeon_or_ri_of_jinju_is_known(text: str, dong: str) -> None:
    assert dongs_in(text, "jinju") == [dong]


@pytest.mark.parametrize("office", ["dongjak", "jinju"])
def test_every_dong_is_known_by_its_own_name_and_every_legal_one_by_its_dongs(office: str) -> None:
    table = dongs()[office]
    for name in table.names:
        assert set(dongs_in(f"{name} 사는데요", office)) == table.meant(name), name


@pytest.mark.parametrize(
    ("text", "office", "several"),
    [
        ("사당동 사는데 주민센터 어디예요", "dongjak", SADANG),
        ("상도동 123-4번지", "dongjak", SANGDO),
        ("상도로 211 (상도동)", "dongjak", SANGDO),
        ("노량진에 사는데요", "dongjak", NORYANGJIN),
        ("내가사는데가노량진인데어느주민센터로가야되나요", "dongjak", NORYANGJIN),
        ("신대방 동인데 1동인지 2동인지 모르겠어요", "dongjak", SINDAEBANG),
        ("사당동인데요 사당1동 주민센터인지 3동인지", "dongjak", ["사당1동", "사당3동"]),
        ("상도4동이랑 상도3동 헷갈림", "dongjak", ["상도3동", "상도4동"]),
        ("평거동 12-3번지 사는데", "jinju", ["평거동", "판문동"]),
        ("진양호로 360 (신안동)", "jinju", ["평거동", "신안동"]),
        ("덕곡리 삽니다", "jinju", ["대곡면", "명석면"]),
    ],
)
def test_what_lies_in_several_dongs_gives_them_all(text: str, office: str, several: list[str]) -> None:
    assert dongs_in(text, office) == several


@pytest.mark.parametrize(
    ("text", "dong"),
    [
        ("상도1동에서 상도3동으로 이사했어요", "상도3동"),
        ("사당2동 살다가 흑석동으로 왔어요", "흑석동"),
        ("상도1동 말고 상도2동이요", "상도2동"),
    ],
)
def test_who_moved_is_where_they_live_now(text: str, dong: str) -> None:
    assert dongs_in(text, "dongjak") == [dong]


@pytest.mark.parametrize(
    "text", ["부산 중앙동 사는데요", "서울 성북구 성북동이에요", "대전 유성구 상대동", "상도3동 주민센터"]
)
def test_another_citys_dong_is_not_ours(text: str) -> None:
    assert dongs_in(text, "jinju") == []


@pytest.mark.parametrize(
    "text",
    [
        "일본동네 같아요", "기본동의서", "국회의사당동", "상대방이 동네에서 때려요", "가 본 동네", "저는 이사당 이동해요", "동작이 느려요",
        "사당역에서 만나요", "노량진 수산시장에서 일해요", "상도덕도 없어요", "사당 이동하는데 차가 없어요", "집은 동작인데",
        "정수리가 아파요", "오미리 정도 찢어졌어요", "우수리 떼고요", "정보 수정 동의했어요", "인사 동안에", "대안 동의 없이",
        "이현동씨가 그랬어요", "일반 성인데요", "상대 사람이", "강남 사는데요", "희망저축계좌 모집하대요", "상계동 사는데", "103동 502호",
    ],
)  # fmt: skip
@pytest.mark.parametrize("office", ["dongjak", "jinju"])
def test_words_that_only_hold_a_dongs_name_are_none(text: str, office: str) -> None:
    assert dongs_in(text, office) == []


def test_ordinary_messages_name_no_dong() -> None:
    """Of the training messages that do not ask for a place; the few that do name one are right."""
    asked, told = (
        [
            text[2:]
            for path in (DATA / "nlu").glob("*.yml")
            if path.stem not in NAMES_PLACES and path.stem.startswith("ask_") is asks
            for group in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]
            for text in group["examples"].splitlines()
        ]
        for asks in (True, False)
    )

    def named(texts: list[str]) -> list[str]:
        return [text for text in texts if any(dongs_in(text, office) for office in dongs())]

    assert len(asked) > 5000 and len(named(asked)) <= len(asked) / 200, named(asked)  # some say first where they live
    assert len(told) > 5000 and len(named(told)) <= len(told) / 1000, named(told)


@pytest.mark.parametrize(
    "text",
    [
        "상도로 123",
        "장승배기로28길 30 사는데",
        "저희집은 여의대방 로 쪽인데",
        "숭실대입구역 근처예요",
        "서달로14길 3-1",
    ],
)
def test_a_road_or_station_alone_leaves_the_dong_open(text: str) -> None:
    assert without_dong(text) and dongs_in(text, "dongjak") == []


@pytest.mark.parametrize(
    "text", ["월급으로 100만원 받아요", "바로 3시에 가면 되나요", "구청 전화번호", "그대로 2개월 있었어요"]
)
def test_a_sum_or_a_time_behind_a_syllable_is_no_road(text: str) -> None:
    assert not without_dong(text)


@pytest.mark.parametrize(
    ("text", "office", "meant"),
    [
        ("상도로 211 (상도동) 주민센터", "dongjak", SANGDO),
        ("사당로16아길 6, 사당4동", "dongjak", ["사당4동"]),
        ("평거동 12-3번지 사는데", "jinju", ["평거동", "판문동"]),
        ("진양호로 360 (신안동)", "jinju", ["평거동", "신안동"]),
        ("명석면 덕곡리 123번지", "jinju", ["명석면"]),
    ],
)
def test_an_address_with_its_numbers_hidden_means_the_same(text: str, office: str, meant: list[str]) -> None:
    """The bot never sees the numbers of a house: they are hidden before."""
    assert hide(text) != text
    assert dongs_in(hide(text), office) == meant


def test_a_hidden_address_without_a_dong_leaves_it_open() -> None:
    assert without_dong(hide("상도로 123 사는데 어느 주민센터예요"))


@pytest.mark.parametrize(
    "piece", ["상도로1", "가", "사당동(", " 집", "사당동 ", "로 1길 ", "노량진 1동 ", "사당2동인지 ", "[주소] ("]
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    """Quadratic would be sixteen times."""

    def seconds(letters: int) -> float:
        text = piece * (letters // len(piece))
        begin = process_time()
        dongs_in(text, "dongjak")
        without_dong(text)
        return process_time() - begin

    assert min(seconds(40_000) for _ in range(2)) < 9 * min(seconds(10_000) for _ in range(3)) + 0.02
