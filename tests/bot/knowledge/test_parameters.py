"""The yearly figures: which year is in force, shares of the median income, and the published amounts."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.knowledge.parameters import Parameters, UnknownParameter, load_parameters, parameters
from bot.knowledge.program import Program
from bot.knowledge.programs import load_programs
from bot.paths import ROOT
from tests.bot.factories import create_program, program_data, write_program
from tests.shared import needs

DETAILS = ROOT.parent / "shared" / "data" / "bokjiro-list-2026-06" / "details.json.gz"
here = needs(DETAILS)
NEW_YEARS_EVE, NEW_YEAR, NEXT_YEAR = date(2025, 12, 31), date(2026, 1, 1), date(2027, 1, 1)
LIMIT = [{"parameter": "median_income", "percent": "livelihood_share"}]


def year_of(year: int, **figures: Any) -> dict[str, Any]:
    """The content of a year's file; each figure is a row without its reference."""
    return {
        "year": year,
        "figures": {name: {**row, "reference": "notice"} for name, row in figures.items()},
        "references": {"notice": {"title": f"{year}년 고시", "publisher": "보건복지부", "as_of": f"{year}-01-01"}},
    }


def write_year(folder: Path, year: int, **figures: Any) -> Path:
    path = folder / f"{year}.yml"
    path.write_text(yaml.safe_dump(year_of(year, **figures), allow_unicode=True), encoding="utf-8")
    return path


def years(*contents: dict[str, Any]) -> Parameters:
    return Parameters({content["year"]: content for content in contents})


def limit_program(yearly: Parameters | None = None) -> Program:
    data = program_data(
        amounts={"limit": LIMIT}, answers={"amount": "한 달 기준은 {limit.household}입니다. {limit.percent}입니다."}
    )
    return Program.from_data(data, yearly)


# The real figures.


@pytest.mark.parametrize(
    ("day", "size", "amount"),
    [
        (NEW_YEARS_EVE, 1, 765_444),
        (NEW_YEARS_EVE, 4, 1_951_287),
        (NEW_YEAR, 1, 820_556),
        (NEW_YEAR, 2, 1_343_773),
        (NEW_YEAR, 3, 1_714_892),
        (NEW_YEAR, 4, 2_078_316),
        (NEW_YEAR, 5, 2_418_150),
        (NEW_YEAR, 6, 2_737_905),
        (NEW_YEAR, 7, 3_044_848),
        (NEW_YEAR, 8, 3_351_791),
    ],
)
def test_the_livelihood_limits_are_the_published_ones(day: date, size: int, amount: int) -> None:
    assert parameters().value("median_income", size=size, percent="livelihood_share", on=day).value == amount


@here
@pytest.mark.parametrize(("serv_id", "share", "sizes"), [
    ("WLF00001159", None, 8), ("WLF00001159", "livelihood_share", 8),
    ("WLF00001132", "livelihood_share", 6), ("WLF00003201", "housing_share", 5),
])  # fmt: skip
def test_the_median_income_and_its_shares_stand_in_bokjiros_own_words(
    serv_id: str, share: str | None, sizes: int
) -> None:
    words = json.dumps(json.loads(gzip.decompress(DETAILS.read_bytes()))[serv_id], ensure_ascii=False)
    published = set(re.findall(r"[\d,]{7,}(?=원)", words))
    known = [
        parameters().value("median_income", size=size, percent=share, on=NEW_YEAR).value for size in range(1, sizes + 1)
    ]
    assert [f"{amount:,.0f}" for amount in known if f"{amount:,.0f}" not in published] == []


@pytest.mark.parametrize("year", [2025, 2026])
def test_what_a_further_person_adds_is_what_the_seventh_adds(year: int) -> None:
    day = date(year, 1, 1)
    six, seven, eight = (parameters().value("median_income", size=size, on=day).value for size in (6, 7, 8))
    assert eight - seven == seven - six


def test_the_minimum_wage_of_a_month_is_that_of_209_hours() -> None:
    for day in (NEW_YEARS_EVE, NEW_YEAR):
        hourly, monthly = (parameters().value(f"minimum_wage.{name}", on=day).value for name in ("hourly", "monthly"))
        assert monthly == hourly * 209


def test_all_years_are_right() -> None:
    assert load_parameters()[1] == []


# The turn of the year.


@pytest.mark.parametrize(
    ("day", "value", "year", "last_year"),
    [(NEW_YEARS_EVE, 10030, 2025, False), (NEW_YEAR, 10320, 2026, False), (NEXT_YEAR, 10320, 2026, True)],
)
def test_a_figure_is_that_of_the_year_or_named_as_last_years(day: date, value: int, year: int, last_year: bool) -> None:
    known = years(year_of(2025, wage={"hourly": 10030}), year_of(2026, wage={"hourly": 10320}))
    figure = known.value("wage.hourly", on=day)
    assert (figure.value, figure.year, figure.last_year) == (value, year, last_year)
    assert figure.reference["title"] == f"{year}년 고시"


def test_an_answer_computes_from_the_figures_of_its_day() -> None:
    known = years(*(year_of(
        year, median_income={"by_size": [100 * year] * 7}, livelihood_share={"value": 32, "unit": "percent"}
    ) for year in (2025, 2026)))  # fmt: skip
    program = limit_program(known)
    for day, said, last_year in (
        (NEW_YEARS_EVE, "6만 4,800원", None),
        (NEW_YEAR, "6만 4,832원", None),
        (NEXT_YEAR, "6만 4,832원", 2026),
    ):
        answer = program.answer("amount", day, "혼자 살아요")
        assert answer.text == f"한 달 기준은 1인 가구 {said}입니다. 32%입니다."
        assert answer.last_year == last_year


def test_a_year_without_a_percentage_of_its_own_takes_the_last_one() -> None:
    table = {"by_size": [1000] * 7}
    known = years(
        year_of(2025, income=table),
        year_of(2026, income=table, line={"value": 30}),
        year_of(2027, income=table),
        year_of(2028, income=table, line={"value": 32}),
    )
    assert [(row["year"], row["percent"]) for row in known.rows("income", "line")] == [
        (2026, 30),
        (2027, 30),
        (2028, 32),
    ]


# What a program says of them.


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("4인 가구 생계급여 선정기준", "4인 가구 207만 8,316원입니다"),
        ("네식구예요", "4인 가구 207만 8,316원입니다"),
        ("둘이 사는데요", "2인 가구 134만 3,773원입니다"),
        ("여덟 식구인데", "8인 가구 335만 1,791원(7인 기준에 1명 몫을 더한 값)입니다"),
        ("생계급여 기준이 뭐예요", "1인 가구 82만 556원, 2인 134만 3,773원, 4인 207만 8,316원입니다"),
    ],
)
def test_the_household_that_the_message_tells_of_hears_its_own_limit(asked: str, said: str) -> None:
    assert f"한 달 기준은 {said}" in limit_program().answer("amount", date(2026, 11, 21), asked).text


def test_a_single_value_is_referred_to_by_its_name() -> None:
    program = create_program(
        amounts={"max": [{"parameter": "basic_pension.monthly_max"}]}, answers={"amount": "한 달에 최고 {max}입니다."}
    )
    assert program.answer("amount", NEW_YEAR).text == "한 달에 최고 34만 9,700원입니다."
    assert program.answer("amount", NEXT_YEAR).last_year == 2026


def test_a_program_is_not_made_without_its_figures() -> None:
    with pytest.raises(UnknownParameter, match="limit"):
        limit_program(years(year_of(2026, wage={"hourly": 10320})))


def test_a_program_carries_the_notices_that_its_figures_stand_in() -> None:
    titles = {notice["title"] for notice in limit_program().references.values()}
    assert any("2026년 기준 중위소득" in title for title in titles)
    assert not any("최저임금" in title for title in titles)


# Names, files, changes.


@pytest.mark.parametrize(
    ("name", "size", "percent"),
    [
        ("nothing", None, None),
        ("minimum_wage.daily", None, None),
        ("minimum_wage", None, None),
        ("minimum_wage", 4, None),
        ("median_income", 0, None),
        ("median_income", 4, "nothing"),
        ("minimum_wage", None, 50),
    ],
)
def test_an_unknown_figure_is_told(name: str, size: int | None, percent: Any) -> None:
    with pytest.raises(UnknownParameter, match=name):
        parameters().value(name, size=size, percent=percent, on=NEW_YEAR)


def test_a_new_years_file_is_in_force_without_a_restart(tmp_path: Path) -> None:
    write_year(tmp_path, 2026, wage={"hourly": 10320})
    assert parameters(tmp_path).value("wage.hourly", on=NEXT_YEAR).last_year
    assert parameters(tmp_path) is parameters(tmp_path), "unchanged files are read once"
    write_year(tmp_path, 2027, wage={"hourly": 10700})
    figure = parameters(tmp_path).value("wage.hourly", on=NEXT_YEAR)
    assert (figure.value, figure.last_year) == (10700, False)


def test_a_wrong_year_takes_only_itself_away(tmp_path: Path) -> None:
    write_year(tmp_path, 2025, wage={"hourly": 10030})
    (tmp_path / "2026.yml").write_text("year: [", encoding="utf-8")
    known, problems = load_parameters(tmp_path)
    assert known.newest("wage") == 2025
    assert [Path(problem.file).name for problem in problems] == ["2026.yml"]


def test_programs_are_read_with_the_figures_given(tmp_path: Path) -> None:
    write_program(
        tmp_path, amounts={"wage": [{"parameter": "wage.hourly"}]}, answers={"amount": "한 시간에 {wage}입니다."}
    )
    programs, problems = load_programs(tmp_path, years(year_of(2026, wage={"hourly": 10320})))
    assert problems == []
    assert programs[0].answer("amount", NEW_YEAR).text == "한 시간에 1만 320원입니다."
