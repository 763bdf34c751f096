"""Programs of provinces and districts as the API sends them."""

from __future__ import annotations

from datetime import date

import pytest

from handoff.knowledge.readers import combine
from tests.handoff.knowledge.readers.samples import (
    DAY,
    LOCAL,
    RAW,
    TWO_OFFICES,
    answered,
    local,
    needs_samples,
    page_of,
    read_file,
)

BARE = {
    "servId": "WLF00003887",
    "servNm": "출산장려금 지원",
    "ctpvNm": "경기도",
    "bizChrDeptNm": "경기도 의왕시 보건소",
}


@needs_samples
def test_all_details_of_the_two_offices_are_read() -> None:
    records = [r for path in RAW.glob("detail_local_*.xml") for r in read_file(path, LOCAL, DAY).records]
    assert len(records) == 21
    assert sorted({r.district or "" for r in records}) == ["", "동작구", "부천시", "진주시"]
    assert all(r.target and r.department and r.updated and r.how_to_apply is not None for r in records)


@needs_samples
def test_an_end_in_9999_is_no_end() -> None:
    program = local("WLF00002628")
    assert (program.valid_from, program.valid_to, program.updated) == (date(2023, 1, 1), None, date(2026, 7, 3))
    assert local("WLF00004543").valid_to == date(2060, 12, 31)


@needs_samples
def test_a_file_called_no_file_is_no_document() -> None:
    assert "첨부파일없음.hwp" in (RAW / "detail_local_WLF00003949.xml").read_text(encoding="utf-8")
    assert local("WLF00003949").documents == ""


def test_a_form_called_no_form_is_no_document() -> None:
    names = ["서식없음.hwp", "첨부파일없음.hwp", "지급 신청서.hwp", "조례.hwp", "지급 신청서.hwp"]
    row = BARE | {"basfrmList": [{"wlfareInfoReldNm": name} for name in names]}
    assert answered(LOCAL, row).documents == "첨부 서식: 지급 신청서.hwp"


@needs_samples
def test_how_to_apply_is_the_ways_and_what_is_said_of_them() -> None:
    assert local("WLF00001899").how_to_apply == "방문\n- 신청방법 : 해당 시군에 신청"


@needs_samples
def test_a_program_that_was_renamed_keeps_its_id() -> None:
    before = {r.source_id: r for r in read_file(TWO_OFFICES, LOCAL, DAY).records}["WLF00003949"]
    after = local("WLF00003949")
    assert before.id == after.id and before.name != after.name
    assert combine(before, after).name == "미혼모부 양육비 지원사업"


def test_an_empty_element_and_an_absent_one_say_the_same() -> None:
    assert answered(LOCAL, BARE | {"aplyMtdCn": "", "inqplCtadrList": ""}) == answered(LOCAL, BARE)


def test_a_way_of_giving_called_others_says_nothing() -> None:
    assert answered(LOCAL, BARE | {"srvPvsnNm": "기타", "sprtCycNm": "수시"}).benefit == ""
    assert (
        answered(LOCAL, BARE | {"srvPvsnNm": "현금지급, 현물지급", "sprtCycNm": "월"}).benefit
        == "현금지급, 현물지급 (월)"
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"servId": ""}, "servId is missing"),
        ({"servId": "ORG0001"}, "servId is not WLF and eight digits"),
        ({"servId": ["WLF00003887"]}, "servId is missing"),
        ({"servNm": " "}, "the name is missing"),
        ({"servDtlLink": "https://…?wlfareInfoReldBztpCd=03"}, "a private service, neither central nor local"),
    ],
)
def test_a_row_that_is_no_program_is_refused_and_the_others_are_taken(change: dict[str, object], reason: str) -> None:
    page = page_of(LOCAL, [BARE | change, BARE | {"servId": "WLF00000001"}, "x"])
    assert [r.source_id for r in page.records] == ["WLF00000001"]
    assert {(refused.place, refused.reason) for refused in page.refused} == {
        ("row 1", reason),
        ("row 3", "is no object with fields"),
    }


def test_the_same_program_twice_in_one_answer_is_taken_once() -> None:
    page = page_of(LOCAL, [BARE, BARE])
    assert len(page.records) == 1 and page.refused[0].reason == "WLF00003887 stands there twice"
