"""The figure of a rule on a day."""

from __future__ import annotations

from datetime import date
from math import inf

import pytest

from bot.eligibility.bounds import Dated, Figure, Fixed, Reference, Row
from bot.eligibility.yearly import yearly_rows
from tests.bot.eligibility.factories import DAY, told

NOTICE = Reference("고시", date(2026, 1, 1))
LIMIT = Dated(
    (
        Row(date(2025, 1, 1), {"single": 2280000, "couple": 3648000}, NOTICE),
        Row(date(2026, 1, 1), {"single": 2470000, "couple": 3952000}, NOTICE),
    ),
    by="spouse",
)
LIVELIHOOD = Dated(yearly_rows("median_income", "livelihood_share"), by="household_size")


@pytest.mark.parametrize(
    ("day", "limit"), [(date(2025, 1, 1), 2280000), (date(2025, 12, 31), 2280000), (date(2026, 1, 1), 2470000)]
)
def test_the_newest_row_that_has_begun_is_in_force(day: date, limit: int) -> None:
    found = LIMIT.on(day, told(spouse="single"))
    assert found is not None and found.exact and found.low == limit


def test_before_the_first_row_no_figure_is_known() -> None:
    assert LIMIT.on(date(2024, 12, 31), told(spouse="single")) is None


def test_a_figure_is_anything_between_while_nobody_has_said_which_holds() -> None:
    assert LIMIT.on(DAY, {}) == Figure(2470000, 3952000, NOTICE)


def test_a_written_figure_holds_on_every_day() -> None:
    assert Fixed(65).on(date.min, {}) == Figure(65, 65)


@pytest.mark.parametrize(
    ("day", "size", "won"),
    [
        (date(2025, 12, 31), 1, 765444),
        (date(2025, 12, 31), 4, 1951287),
        (date(2026, 1, 1), 1, 820556),
        (date(2026, 1, 1), 4, 2078316),
    ],
)
def test_a_share_of_the_median_income_is_the_published_one(day: date, size: int, won: int) -> None:
    found = LIVELIHOOD.on(day, told(household_size=size))
    assert found is not None and (found.low, found.high, found.year) == (won, won, day.year)


def test_a_household_of_unknown_size_has_no_highest_figure() -> None:
    found = LIVELIHOOD.on(DAY, {})
    assert found is not None and (found.low, found.high) == (820556, inf)


def test_five_persons_or_more_have_at_least_the_figure_of_five() -> None:
    found = LIVELIHOOD.on(DAY, told(household_size={"at_least": 5}))
    assert found is not None and (found.low, found.high) == (2418150, inf)


def test_beyond_the_table_every_person_adds_as_much() -> None:
    seven, eight, nine = (LIVELIHOOD.on(DAY, told(household_size=size)) for size in (7, 8, 9))
    assert seven and eight and nine
    assert eight.low - seven.low == nine.low - eight.low > 0


def test_an_unknown_parameter_has_no_rows() -> None:
    assert yearly_rows("no_such_figure") == ()
