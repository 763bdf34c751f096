"""Texts that say nothing of their own are dropped."""

from __future__ import annotations

import pytest

from handoff.knowledge.readers.repeats import points_elsewhere, said, told_once
from tests.handoff.knowledge.readers.samples import DAY, DETAILS, LOCAL, central, local, needs_samples, read_file


@needs_samples
def test_criteria_that_only_point_to_the_target_are_empty() -> None:
    assert central("WLF00003260").criteria == ""


@needs_samples
def test_one_text_in_three_fields_is_kept_once() -> None:
    program = local("WLF00002628")
    assert "첫째 30만원" in program.target
    assert program.criteria == "" and "첫째 30만원" not in program.benefit


@needs_samples
def test_no_program_of_the_details_says_its_target_twice() -> None:
    records = read_file(DETAILS, LOCAL, DAY).records
    assert [r.id for r in records if r.target and r.target == r.criteria] == []
    assert sum(not r.criteria for r in records) > 200


@pytest.mark.parametrize(
    "criteria",
    [
        "지원대상의 내용을 참고해주시기 바랍니다.",
        "지원대상의 내용을 참고해 주시기 바랍니다.",
        "지원대상을 참고해주시기 바랍니다.",
        "지원대상, 신청방법의 내용을 참고해주시기 바랍니다.",
        "지원대상과 동일",
        "지원대상기준과 동일",
        "○ 지원대상과 동일함",
        "해당없음",
        "-",
        "",
    ],
)
def test_ways_to_say_see_the_target(criteria: str) -> None:
    assert points_elsewhere(criteria)


@pytest.mark.parametrize(
    "criteria",
    ["지원대상과 동일(만 12세 ~ 만 24세)", "지원대상 참조, 소득기준 초과자가 연장형 이용 시", "국가보훈대상자"],
)
def test_criteria_that_add_something_stay(criteria: str) -> None:
    assert told_once("65세 이상", criteria, "월 5만원") == ("65세 이상", criteria, "월 5만원")


def test_texts_are_compared_without_their_blanks() -> None:
    assert told_once("월 소득 100만원\n이하", "월소득 100만원 이하", "월 소득  100만원 이하") == (
        "월 소득 100만원\n이하",
        "",
        "",
    )


def test_a_dash_says_nothing() -> None:
    assert said(" - ") == said("없음") == said("해당사항 없음") == ""
    assert said("- 신분증") == "- 신분증"


def test_a_long_run_of_signs_is_read_in_no_time() -> None:
    assert points_elsewhere("-" * 1_000_000 + "가") is False
