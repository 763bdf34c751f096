"""Programs of 정부24: lists, details and conditions."""

from __future__ import annotations

from datetime import date

import pytest

from handoff.knowledge.readers import combine, parse_answer, read_file
from tests.handoff.knowledge.readers.samples import DAY, GOV24, answered, needs_samples, page_of

BARE = {"서비스ID": "000000465790", "서비스명": "유아학비", "소관기관명": "교육부"}
# The fields of serviceDetail by the official swagger; the words are made up.
DETAIL = BARE | {
    "지원대상": "3~5세 유아",
    "선정기준": "지원대상과 동일",
    "지원내용": "월 10만원\r\n○ 방과후과정비",
    "신청방법": "온라인신청||방문신청",
    "접수기관명": "주민센터",
    "구비서류": "신청서||통장 사본",
    "공무원확인구비서류": "주민등록표 등본",
    "본인확인필요구비서류": "해당없음",
    "문의처": "0079콜센터/1544-0079",
    "온라인신청사이트URL": "https://www.bokjiro.go.kr",
    "신청기한": "상시신청",
    "수정일시": "2025-08-05",
}


@needs_samples
def test_the_whole_list_is_read() -> None:
    reading = read_file(GOV24, "gov24", DAY)
    assert (len(reading.records), reading.refused) == (329, [])
    assert all(r.target and r.url and r.updated for r in reading.records)


@needs_samples
def test_offices_of_districts_tell_their_district_and_ministries_are_for_everybody() -> None:
    regions = [(r.province, r.district) for r in read_file(GOV24, "gov24", DAY).records]
    assert regions.count((None, None)) == 318
    assert regions.count(("서울특별시", "동대문구")) == 3


@needs_samples
def test_several_values_and_lines_are_told_apart() -> None:
    program = {r.source_id: r for r in read_file(GOV24, "gov24", DAY).records}["000000465790"]
    assert program.how_to_apply == "기타 온라인신청, 방문신청\n접수기관: 주민센터"
    assert program.contacts == (("교육부", "02-6222-6060"), ("0079에듀콜", ""))
    assert "\r" not in program.benefit and "\n○" in program.benefit
    assert program.updated == date(2025, 8, 5)


@needs_samples
def test_zeros_are_no_number() -> None:
    numbers = [number for r in read_file(GOV24, "gov24", DAY).records for _, number in r.contacts]
    assert not any(number.startswith("00") for number in numbers)


def test_a_detail_is_the_source_of_documents() -> None:
    program = answered("gov24", DETAIL)
    assert program.documents == "신청서\n통장 사본\n담당자가 확인하는 서류: 주민등록표 등본"
    assert program.how_to_apply == "온라인신청, 방문신청\n접수기관: 주민센터\n온라인 신청: https://www.bokjiro.go.kr"
    assert program.contacts == (("0079콜센터", "1544-0079"),)
    assert (program.criteria, program.period) == ("", "상시신청")


def test_conditions_name_life_stages_and_households() -> None:
    flags = {"JA0110": 3, "JA0111": 5, "JA0302": "Y", "JA0317": "Y", "JA0403": "Y", "JA0201": "Y", "JA0203": None}
    program = answered("gov24", BARE | flags)
    assert program.life_stages == ("임신 · 출산", "아동")
    assert program.households == ("한부모·조손", "저소득")


def test_conditions_that_are_all_set_are_no_conditions() -> None:
    every = {f"JA{n:04}": "Y" for n in [*range(201, 206), *range(301, 331), *range(401, 415)]}
    program = answered("gov24", BARE | every)
    assert (program.life_stages, program.households) == ((), ())


def test_list_detail_and_conditions_make_one_program() -> None:
    listed = answered("gov24", BARE | {"서비스목적요약": "유아학비를 지원", "서비스분야": "보육·교육"}, "list")
    whole = combine(combine(listed, answered("gov24", DETAIL)), answered("gov24", BARE | {"JA0317": "Y"}))
    assert (whole.summary, whole.target, whole.themes) == ("유아학비를 지원", "3~5세 유아", ("보육", "교육"))
    assert whole.life_stages == ("아동",) and whole.documents and whole.department == "교육부"


def test_the_envelope_tells_how_many_there_are() -> None:
    raw = '{"page": 1, "perPage": 10, "totalCount": 10960, "currentCount": 0, "matchCount": 10960, "data": []}'
    assert parse_answer("gov24", "list", raw.encode(), DAY).total == 10960


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"서비스ID": None}, "서비스ID is missing"),
        ({"서비스ID": "../x"}, "../x is no 서비스ID"),
        ({"서비스명": ""}, "서비스명 is missing"),
    ],
)
def test_a_row_without_id_or_name_is_refused(change: dict[str, object], reason: str) -> None:
    assert page_of("gov24", [BARE | change]).refused[0].reason == reason
