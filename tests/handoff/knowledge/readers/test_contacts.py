"""Whom to ask, out of fields that hold a name, a number, both or a sentence."""

from __future__ import annotations

import pytest

from handoff.knowledge.readers.contacts import contact, contact_in, joined, phone, unique
from tests.handoff.knowledge.readers.samples import central, local, needs_samples


@needs_samples
def test_a_contact_that_is_sent_twice_is_kept_once() -> None:
    assert local("WLF00005367").contacts == (("동작구 복지정책과", "02-820-9041"),)


@needs_samples
def test_a_sentence_in_the_place_of_the_number_is_no_number() -> None:
    assert central("WLF00003260").contacts[0] == ("주소지 관할 시·군·구 또는 읍·면·동 주민센터", "")


@needs_samples
def test_a_contact_with_a_name_and_no_number_keeps_its_name() -> None:
    assert local("WLF00004543").contacts == (("시도 및 시군구 정신건강복지센터 담당부서", ""),)


@needs_samples
def test_the_number_of_the_ministry_does_not_stand_there_twice() -> None:
    assert central("WLF00000024").contacts == (("아이돌봄 지원사업", "1577-8136"),)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("055-749-5432", "055-749-5432"),
        ("051)209-0935", "051-209-0935"),
        ("02- 718-1102", "02-718-1102"),
        ("0634308080", "063-430-8080"),
        ("0221006281", "02-2100-6281"),
        ("15220770", "1522-0770"),
        ("044-120", "044-120"),
        ("129", "129"),
        ("국번없이 1523", "1523"),
        ("02-330-2831~4", "02-330-2831~4"),
        ("1566-3232(단축번호4)", "1566-3232(단축번호4)"),
        ("033-570-4685, 4672", "033-570-4685, 4672"),
        ("000-0000-0000", ""),
        ("044-203-31965", ""),
        ("055-225-", ""),
        ("2026년", ""),
        ("지역별 상이", ""),
        ("", ""),
    ],
)
def test_a_number_is_taken_as_one_dials_it(written: str, expected: str) -> None:
    assert phone(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("진주시 여성가족과 055-749-5432", ("진주시 여성가족과", "055-749-5432")),
        ("읍면동 읍면동 행정복지센터", ("읍면동 행정복지센터", "")),
        ("주소지 읍·면·동 주민센터 주소지 읍·면·동 주민센터", ("주소지 읍·면·동 주민센터", "")),
        ("창원시 여성가족과 055-225-", ("창원시 여성가족과", "")),
        ("관할동행정복지센터 .", ("관할동행정복지센터", "")),
    ],
)
def test_name_and_number_in_one_are_told_apart(written: str, expected: tuple[str, str]) -> None:
    assert contact_in(written) == expected


def test_a_sentence_says_more_than_the_name_alone() -> None:
    assert contact("시군구청", "지역별 상이") == ("시군구청: 지역별 상이", "")
    assert contact("시군구청", "-") == ("시군구청", "")
    assert contact("", "") is None


def test_others_are_added_only_with_another_number() -> None:
    assert joined([("동작구", "129")], [("보건복지부", "129"), ("국민연금공단", "1355")]) == (
        ("동작구", "129"),
        ("국민연금공단", "1355"),
    )
    assert unique([None, ("가", "1"), ("가", "1")]) == (("가", "1"),)
