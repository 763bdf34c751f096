"""For whom a program is, by the names of 2026."""

from __future__ import annotations

import pytest

from handoff.knowledge.readers.reading import WrongRow
from handoff.knowledge.readers.regions import NATION, district, local_region, province, region_in, region_of_body
from tests.handoff.knowledge.readers.samples import DAY, LISTED, LOCAL, RAW, local, needs_samples, read_file


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("강원도", "강원특별자치도"),
        ("강원", "강원특별자치도"),
        ("전라북도", "전북특별자치도"),
        ("전라남도", "전남광주통합특별시"),
        ("광주광역시", "전남광주통합특별시"),
        ("전남광주통합특별시", "전남광주통합특별시"),
        ("경남", "경상남도"),
        ("서울특별시교육청", "서울특별시"),
        ("보건복지부", None),
        ("", None),
    ],
)
def test_provinces_are_called_as_in_2026(name: str, expected: str | None) -> None:
    assert province(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("동작구", "동작구"), ("수원시 장안구", "수원시"), ("-", None), ("충청북도교육청", None), ("", None)],
)
def test_a_district_is_one_only_where_it_is_named_like_one(name: str, expected: str | None) -> None:
    assert district(name) == expected


def test_an_office_tells_its_region_by_its_first_words() -> None:
    assert region_in("경상남도 진주시 복지여성국 복지정책과") == ("경상남도", "진주시")
    assert region_in("경기도 교통국 버스정책과") == ("경기도", None)
    assert region_in("보건복지부 기초연금과") == NATION


@needs_samples
def test_a_province_program_filed_under_a_city_is_for_the_whole_province() -> None:
    program = local("WLF00001899")
    assert (program.province, program.district) == ("경상남도", None)
    assert program.department == "경상남도 복지정책과"


def test_a_program_without_district_is_the_districts_own_where_its_department_is() -> None:
    assert local_region("경상남도", None, "경상남도 함양군 경제복지국 노인복지과") == ("경상남도", "함양군")
    assert local_region("대구광역시", "군위군", "경상북도 군위군 주민복지실") == ("대구광역시", "군위군")
    assert local_region("대구광역시", "", "경상북도 군위군 주민복지실") == ("대구광역시", None)


def test_a_local_program_of_an_unknown_province_is_not_for_the_whole_nation() -> None:
    with pytest.raises(WrongRow, match="province"):
        local_region("", "동작구", "복지정책과")
    assert local_region("", "진주시", "경상남도 진주시 복지정책과") == ("경상남도", "진주시")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("서울특별시 동작구", ("서울특별시", "동작구")),
        ("경기도교육청", ("경기도", None)),
        ("부산도시공사", ("부산광역시", None)),
        ("한국장학재단", NATION),
    ],
)
def test_a_company_is_called_after_its_province(name: str, expected: tuple[str | None, str | None]) -> None:
    assert region_of_body(name) == expected


@needs_samples
def test_an_absent_district_is_the_whole_province() -> None:
    programs = {r.source_id: r for r in read_file(RAW / "list_local_3rows.xml", LOCAL, DAY).records}
    assert (programs["WLF00004373"].province, programs["WLF00004373"].district) == ("경상북도", None)
    assert (programs["WLF00003840"].province, programs["WLF00003840"].district) == ("전남광주통합특별시", "곡성군")


@needs_samples
def test_every_local_program_has_one_of_the_sixteen_provinces() -> None:
    assert len({r.province for r in read_file(LISTED, LOCAL, DAY).records}) == 16
    assert None not in {r.province for r in read_file(LISTED, LOCAL, DAY).records}
