"""Programs of ministries as the API sends them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.handoff.knowledge.readers.samples import CENTRAL, DAY, RAW, answered, central, needs_samples, read_file

BARE = {"servId": "WLF00000022", "servNm": "산재근로자 지원", "jurMnofNm": "고용노동부"}


@needs_samples
def test_a_detail_is_one_program_of_the_whole_nation() -> None:
    program = central("WLF00003249")
    assert (program.id, program.name) == ("bokjiro-central:WLF00003249", "장애인연금")
    assert (program.province, program.district) == (None, None)
    assert program.department == "보건복지부 장애인자립기반과"
    assert program.summary and program.target and program.criteria and program.benefit
    assert program.retrieved == DAY


@needs_samples
def test_a_row_of_the_list_is_read_with_what_it_has() -> None:
    (program,) = read_file(RAW / "list_central_1row.xml", CENTRAL, DAY).records
    assert program.department == "고용노동부 산재보상정책과"
    assert program.contacts == (("고용노동부", "1588-0075"),)
    assert program.benefit == "현물지급 (월)"
    assert program.url.endswith("wlfareInfoId=WLF00000022&wlfareInfoReldBztpCd=01")


@needs_samples
def test_how_to_apply_is_the_sentence_of_the_first_step_once() -> None:
    assert central("WLF00000024").how_to_apply.count("복지로 웹사이트") == 1
    assert "조사" not in central("WLF00003260").how_to_apply


@needs_samples
def test_a_program_without_the_step_of_applying_says_nothing_of_it() -> None:
    assert central("WLF00003180").how_to_apply == ""


@needs_samples
def test_of_the_attached_files_only_those_to_fill_in_are_documents() -> None:
    assert central("WLF00000024").documents == "첨부 서식: 사회보장급여 신청(변경)서.pdf"
    assert central("WLF00003260").documents == ""


@needs_samples
def test_the_page_of_a_detail_follows_from_its_id() -> None:
    assert central("WLF00000024").url.endswith("wlfareInfoId=WLF00000024&wlfareInfoReldBztpCd=01")


@pytest.mark.parametrize(
    ("year", "expected"), [("2026", date(2026, 1, 1)), ("26", None), ("20261", None), (None, None)]
)
def test_the_year_of_the_figures_is_from_when_they_hold(year: str | None, expected: date | None) -> None:
    assert answered(CENTRAL, BARE | {"crtrYr": year}).valid_from == expected


def test_elements_that_are_left_out_are_unknown() -> None:
    program = answered(CENTRAL, BARE)
    assert (program.target, program.how_to_apply, program.contacts, program.life_stages) == ("", "", (), ())
