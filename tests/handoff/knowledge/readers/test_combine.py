"""A list row and its detail become one program."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.knowledge.imported import Imported
from handoff.knowledge.readers import combine
from tests.handoff.knowledge.readers.samples import DAY

LISTED = Imported(
    id="bokjiro-local:WLF00000001", source="bokjiro-local", source_id="WLF00000001", name="교복비 지원 등",
    department="부천시 평생교육과", province="경기도", district="부천시", summary="교복비 지원", benefit="현금지급 (1회성)",
    contacts=(("", "032-625-4072"),), themes=("교육",), updated=date(2026, 7, 1), gone=date(2026, 8, 1),
)  # fmt: skip
DETAIL = replace(
    LISTED, name="교복비 지원", department="", province=None, district=None, summary="", benefit="40만원", themes=(),
    target="입학생", contacts=(("평생교육과", "032-625-4072"),), updated=None, retrieved=DAY, gone=None,
)  # fmt: skip


def test_the_detail_counts_where_it_says_something() -> None:
    whole = combine(LISTED, DETAIL)
    assert (whole.name, whole.benefit, whole.target, whole.retrieved) == ("교복비 지원", "40만원", "입학생", DAY)
    assert whole.contacts == DETAIL.contacts


def test_the_list_counts_where_the_detail_says_nothing() -> None:
    whole = combine(LISTED, DETAIL)
    assert (whole.summary, whole.themes, whole.district, whole.updated) == (
        "교복비 지원",
        ("교육",),
        "부천시",
        LISTED.updated,
    )


def test_a_detail_without_a_name_leaves_the_lists_name() -> None:
    assert combine(LISTED, replace(DETAIL, name="")).name == "교복비 지원 등"


def test_since_when_it_is_gone_only_the_list_knows() -> None:
    assert combine(LISTED, replace(DETAIL, gone=DAY)).gone == date(2026, 8, 1)


def test_a_detail_of_the_whole_province_takes_the_district_away() -> None:
    whole = combine(LISTED, replace(DETAIL, province="경기도", department="경기도 교육협력과"))
    assert (whole.province, whole.district, whole.department) == ("경기도", None, "경기도 교육협력과")


def test_what_both_say_is_said_once() -> None:
    assert combine(replace(LISTED, benefit="입학생"), replace(DETAIL, benefit="")).benefit == ""


def test_two_programs_are_never_made_one() -> None:
    with pytest.raises(ValueError, match="two programs"):
        combine(LISTED, replace(DETAIL, id="bokjiro-local:WLF00000002"))
