"""What a schema cannot see in a program file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.knowledge.programs import load_programs
from tests.bot.factories import write_program

YEARLY = {"sum": [{"year": 2026, "value": 1, "reference": "notice"}]}


def reasons(folder: Path, text: str = "주민센터에 가서 신청합니다.", **fields: Any) -> list[str]:
    write_program(folder, answers={"where": text}, **fields)
    return [problem.reason for problem in load_programs(folder)[1]]


@pytest.mark.parametrize(
    "text",
    [
        "한 달에 30만원을 드립니다.",
        "월 349,700원을 드립니다.",
        "소득의 32%까지 드립니다.",
        "한 달에 5만 원입니다.",
        "약값의 30프로를 냅니다.",
    ],
)
def test_figures_are_not_typed_by_hand(tmp_path: Path, text: str) -> None:
    assert any("is typed by hand" in reason for reason in reasons(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "65세 이상이고 90일 안에 신청합니다.",
        "한 달에 {sum}을 드립니다.",
        "129로 전화하시면 됩니다.",
        "1회 3개월까지 다닙니다.",
    ],
)
def test_ages_days_and_placeholders_may_stand_in_a_text(tmp_path: Path, text: str) -> None:
    assert reasons(tmp_path, text, amounts=YEARLY) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("한 달에 {total}을 드립니다.", "unknown figure {total}"),
        ("한 달에 {sum.single}을 드립니다.", "{sum.single}: not every row of sum has this value"),
        ("궁금하시면 02-820-1114로 전화하세요.", "phone 02-820-1114 is not among the contacts"),
        ("궁금하시면 1355-1234로 전화하세요.", "phone 1355-1234 is not among the contacts"),
        ("다음 달부터 받으시게 됩니다.", "'받으시게 됩니다' promises what nobody has decided"),
        ("누리집 https://a.kr 에서 합니다.", "no web address and no long dash in a text message"),
        ("신분증 — 통장을 가져가세요.", "no web address and no long dash in a text message"),
        ("신분증을 가져가세요 😊 꼭이요.", "'😊' cannot be sent in a Korean text message"),
    ],
)
def test_what_may_not_stand_in_a_text_is_told(tmp_path: Path, text: str, reason: str) -> None:
    assert reason in reasons(tmp_path, text, amounts=YEARLY)


def test_a_phone_of_the_contacts_may_be_named(tmp_path: Path) -> None:
    contacts = [{"name": "구청", "phone": "02-820-1114", "reference": "notice"}]
    assert reasons(tmp_path, "궁금하시면 02-820-1114로 전화하세요.", contacts=contacts) == []


def test_every_row_needs_the_value_that_a_text_names(tmp_path: Path) -> None:
    rows = [{"year": 2025, "single": 1, "reference": "notice"}, {"year": 2026, "value": 1, "reference": "notice"}]
    assert reasons(tmp_path, "한 달에 {sum}입니다.", amounts={"sum": rows}) == [
        "{sum}: not every row of sum has this value"
    ]


def test_every_reference_is_one_of_the_files_own(tmp_path: Path) -> None:
    rows = [{"year": 2026, "value": 1, "reference": "nowhere"}]
    contacts = [{"name": "구청", "phone": "120", "reference": "elsewhere"}]
    found = reasons(tmp_path, amounts={"sum": rows}, contacts=contacts)
    assert sorted(found) == ["unknown reference elsewhere", "unknown reference nowhere"]


def test_a_row_without_a_value_is_told(tmp_path: Path) -> None:
    assert reasons(tmp_path, amounts={"sum": [{"year": 2026, "reference": "notice"}]}) == ["sum: a row without a value"]


def test_details_are_checked_like_answers(tmp_path: Path) -> None:
    details = [{"about": "집", "match": ["아파트"], "aspect": "eligibility", "say": "집값이 5000만원이면 됩니다."}]
    assert any("typed by hand" in reason for reason in reasons(tmp_path, details=details))


def test_a_file_with_a_problem_is_left_out(tmp_path: Path) -> None:
    write_program(tmp_path, answers={"where": "반드시 받으실 수 있습니다."})
    assert load_programs(tmp_path)[0] == []


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"parameter": "nothing"}, "unknown parameter nothing"),
        ({"parameter": "minimum_wage.daily"}, "unknown parameter minimum_wage.daily"),
        (
            {"parameter": "median_income", "percent": "nothing"},
            "unknown parameter median_income, nothing percent of it",
        ),
        ({"parameter": "minimum_wage", "percent": 50}, "unknown parameter minimum_wage, 50 percent of it"),
    ],
)
def test_an_unknown_parameter_is_told(tmp_path: Path, entry: dict[str, Any], reason: str) -> None:
    assert reasons(tmp_path, amounts={"sum": [entry]}) == [reason]


@pytest.mark.parametrize(
    "entry", [{"parameter": "Median"}, {"parameter": "median_income", "percent": 0}, {"percent": 3}]
)
def test_a_reference_to_a_parameter_has_one_form(tmp_path: Path, entry: dict[str, Any]) -> None:
    assert reasons(tmp_path, amounts={"sum": [entry]}) != []


@pytest.mark.parametrize("text", ["{sum.household}까지입니다.", "{sum.family}까지입니다.", "4인 가구는 {sum.4}입니다."])
def test_a_table_may_be_told_by_household(tmp_path: Path, text: str) -> None:
    amounts = {"sum": [{"parameter": "median_income", "percent": 50}]}
    assert reasons(tmp_path, text, amounts=amounts) == []


@pytest.mark.parametrize("place", ["sum.household", "sum.9", "sum"])
def test_a_text_names_no_size_that_the_table_lacks(tmp_path: Path, place: str) -> None:
    amounts = {"sum": [{"parameter": "median_income"} if place == "sum.9" else YEARLY["sum"][0] | {"one": 1}]}
    amounts["sum"][0].pop("value", None)
    assert reasons(tmp_path, f"한 달에 {{{place}}}까지입니다.", amounts=amounts) == [
        f"{{{place}}}: not every row of sum has this value"
    ]
