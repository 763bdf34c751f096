import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.paths import ROOT
from handoff.cases.hours import SEOUL, office_hours
from handoff.cases.sla import due_words, response_due
from tests.shared import needs

HOLIDAYS = ROOT.parent / "shared" / "data" / "kr-holidays-2025-2027" / "holidays.csv"


@pytest.fixture(autouse=True)
def _service(service: pytest.MonkeyPatch) -> None:
    """Each test reads the hours anew."""


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


@needs(HOLIDAYS)
@pytest.mark.parametrize("office", ["dongjak", "jinju"])
def test_holidays_of_three_years_are_those_of_the_list(office: str) -> None:
    hours = office_hours(office)
    with Path(HOLIDAYS).open(encoding="utf-8") as file:
        listed = {date.fromisoformat(row["date"]) for row in csv.DictReader(file)}
    days = [date.fromordinal(n) for n in range(date(2025, 1, 1).toordinal(), date(2028, 1, 1).toordinal())]
    assert {day for day in days if hours.holiday(day)} == listed


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-11-23 08:59", False),
        ("2026-11-23 09:00", True),
        ("2026-11-23 12:00", False),
        ("2026-11-23 12:59", False),
        ("2026-11-23 13:00", True),
        ("2026-11-23 17:59", True),
        ("2026-11-23 18:00", False),
        ("2026-11-22 10:00", False),
        ("2026-12-25 10:00", False),
        ("2026-05-01 10:00", False),
        ("2026-07-17 10:00", False),
    ],
)
def test_office_is_open_on_weekdays_but_for_lunch_and_holidays(at: str, is_open: bool) -> None:
    assert office_hours().is_open(_at(at)) is is_open


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        ("2026-11-23 10:30", "2026-11-23 10:30"),
        ("2026-11-23 12:30", "2026-11-23 13:00"),
        ("2026-11-23 03:00", "2026-11-23 09:00"),
        ("2026-11-20 18:00", "2026-11-23 09:00"),
        ("2026-02-13 20:00", "2026-02-19 09:00"),  # 설날
    ],
)
def test_next_opening(at: str, opening: str) -> None:
    assert office_hours().next_opening(_at(at)) == _at(opening)


@pytest.mark.parametrize(
    ("arrived", "due"),
    [
        ("2026-11-23 10:00", "2026-11-24 18:00"),
        ("2026-11-23 12:30", "2026-11-24 18:00"),
        ("2026-11-20 14:00", "2026-11-23 18:00"),  # Friday by day: Monday
        ("2026-11-20 20:00", "2026-11-24 18:00"),  # Friday by night counts from Monday
        ("2026-11-21 11:00", "2026-11-24 18:00"),
        ("2026-11-23 02:00", "2026-11-24 18:00"),
        ("2026-12-24 10:00", "2026-12-28 18:00"),  # Christmas is a Friday
        ("2026-02-14 10:00", "2026-02-20 18:00"),
    ],
)
def test_answer_is_due_at_the_close_of_the_next_business_day(arrived: str, due: str) -> None:
    assert response_due(_at(arrived), office_hours()) == _at(due)


def test_crisis_is_due_at_once() -> None:
    assert response_due(_at("2026-11-22 03:00"), office_hours(), crisis=True) == _at("2026-11-22 03:00")


def test_due_time_is_said_in_korean_time() -> None:
    assert due_words(datetime(2026, 11, 24, 9, 0, tzinfo=UTC)) == "11월 24일(화) 오후 6시"
    assert due_words(_at("2026-11-24 12:30")) == "11월 24일(화) 오후 12시 30분"
    assert due_words(_at("2026-11-24 00:00")) == "11월 24일(화) 오전 12시"


def test_extra_days_of_an_office_are_closed(service: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "parameters"
    folder.mkdir()
    own = '{opens: "10:00", closes: "16:00", lunch: ["12:00", "13:00"], closed: {"2026-11-23": 구민의 날}}'
    (folder / "office_hours.yml").write_text(f"every_office: {{closed: {{}}}}\noffices:\n  dongjak: {own}\n", "utf-8")
    service.setattr("handoff.cases.hours.DATA", tmp_path)
    assert office_hours().holiday(date(2026, 11, 23)) == "구민의 날"
    assert response_due(_at("2026-11-20 11:00"), office_hours()) == _at("2026-11-24 16:00")
