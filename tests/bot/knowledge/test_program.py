"""A program writes its answers as of a day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.knowledge.program import ASPECTS
from tests.bot.factories import PENSION, create_program

TODAY = date(2026, 11, 21)
JANUARY = date(2027, 1, 2)
ROWS = [
    {"from": "2020-01-01", "value": 100, "reference": "notice"},
    {"from": "2024-07-01", "value": 200, "reference": "notice"},
    {"from": "2026-12-01", "value": 300, "reference": "notice"},
]


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2020, 1, 1), 100),
        (date(2024, 6, 30), 100),
        (date(2024, 7, 1), 200),
        (TODAY, 200),
        (date(2026, 12, 1), 300),
        (date(2030, 1, 1), 300),
        (date(2019, 12, 31), 100),
    ],
)
def test_a_figure_is_the_one_in_force_on_the_day(day: date, value: int) -> None:
    assert create_program(amounts={"sum": ROWS}).row("sum", day)["value"] == value


def test_the_order_of_the_rows_does_not_matter() -> None:
    assert create_program(amounts={"sum": ROWS[::-1]}).row("sum", TODAY)["value"] == 200


def test_figures_are_written_into_the_answer() -> None:
    answer = PENSION.answer("amount", TODAY)
    assert answer.text == "한 달에 최고 34만 9,700원입니다. 부부는 20%를 줄입니다."
    assert (answer.aspect, answer.as_of, answer.last_year) == ("amount", date(2026, 6, 12), None)


def test_at_the_turn_of_the_year_the_figure_is_last_years() -> None:
    answer = PENSION.answer("amount", JANUARY)
    assert "34만 9,700원" in answer.text
    assert answer.last_year == 2026


def test_a_figure_that_holds_until_changed_is_never_last_years() -> None:
    lasting = create_program(amounts={"sum": ROWS}, answers={"amount": "한 달에 {sum}입니다."})
    assert lasting.answer("amount", JANUARY).last_year is None


def test_only_the_figures_of_the_text_count() -> None:
    assert PENSION.answer("eligibility", JANUARY).last_year is None


def test_once_the_new_figure_is_there_the_warning_is_gone() -> None:
    rows = [{"year": 2026, "value": 1, "reference": "notice"}, {"year": 2027, "value": 2, "reference": "notice"}]
    program = create_program(amounts={"sum": rows}, answers={"amount": "한 달에 {sum}입니다."})
    assert program.answer("amount", JANUARY).text == "한 달에 2원입니다."
    assert program.answer("amount", JANUARY).last_year is None
    assert program.answer("amount", date(2026, 12, 31)).text == "한 달에 1원입니다."


def test_a_named_value_is_taken_from_its_row() -> None:
    rows = [{"year": 2026, "single": 2470000, "couple": 3952000, "reference": "notice"}]
    program = create_program(amounts={"limit": rows}, answers={"amount": "혼자 {limit.single}, 부부 {limit.couple}."})
    assert program.answer("amount", TODAY).text == "혼자 247만 원, 부부 395만 2,000원."


def test_an_aspect_without_a_text_falls_back_to_the_overview() -> None:
    assert create_program().answer("where", TODAY).text == create_program().answer("overview", TODAY).text


@pytest.mark.parametrize("aspect", ASPECTS)
def test_every_aspect_can_be_asked(aspect: str) -> None:
    assert PENSION.answer(aspect, TODAY).text.endswith(".")


@pytest.mark.parametrize("asked", ["집 한채 있는데 되나요", "집한채 있는데 되나요", "아 파 트 있어요"])
def test_a_detail_of_the_aspect_asked_comes_first(asked: str) -> None:
    assert (
        PENSION.answer("eligibility", TODAY, asked).text == "집이 있어도 됩니다. 혼자 사시는 어르신이 받을 수 있습니다."
    )


def test_a_detail_of_another_aspect_is_added_behind() -> None:
    assert PENSION.answer("documents", TODAY, "아파트 있어요").text.endswith("집이 있어도 됩니다.")


def test_a_detail_of_another_aspect_is_left_out_where_there_is_no_room() -> None:
    details = [{"about": "집", "match": ["아파트"], "aspect": "eligibility", "say": "집이 있어도 됩니다."}]
    long = create_program(details=details, answers={"documents": "가" * 595 + "."})
    assert "집이" not in long.answer("documents", TODAY, "아파트").text


def test_no_detail_is_said_unasked() -> None:
    assert "집이" not in PENSION.answer("eligibility", TODAY, "누가 받나요").text
    assert "집이" not in PENSION.answer("eligibility", TODAY).text


def test_of_two_details_the_one_of_the_aspect_is_said() -> None:
    text = PENSION.answer("amount", TODAY, "부부가 아파트 있는데 얼마").text
    assert text.startswith("부부가 함께 받을 수 있습니다.")
    assert "집이" not in text


def test_the_summary_is_the_first_sentence() -> None:
    assert create_program().summary(TODAY) == "밥을 지어 드시기 어려운 분에게 매주 반찬을 가져다 드립니다."


def test_folded_lines_of_a_file_become_one_line() -> None:
    assert create_program(answers={"where": "주민센터에\n  서 합니다."}).answers["where"] == "주민센터에 서 합니다."
