"""A table by household size: shares, further persons, and how it is told."""

from __future__ import annotations

from typing import Any

import pytest

from bot.knowledge.figures import has_value, of_household, share, written

TABLE: dict[str, Any] = {
    "year": 2026, "reference": "notice", "more": 100,
    "1": 1000, "2": 1500, "3": 1900, "4": 2200, "5": 2400, "6": 2500, "7": 2600,
}  # fmt: skip
SMALL = {"year": 2026, "reference": "notice", "1": 10, "2": 20, "3": 30, "4": 40}


@pytest.mark.parametrize(("persons", "amount"), [(1, 1000), (7, 2600), (8, 2700), (10, 2900)])
def test_each_person_beyond_the_table_adds_the_same(persons: int, amount: int) -> None:
    assert of_household(TABLE, persons) == amount


def test_a_table_that_names_no_further_person_ends_with_its_last() -> None:
    assert of_household(SMALL, 4) == 40
    assert of_household(SMALL, 5) is None


def test_a_share_is_rounded_to_the_won_half_up() -> None:
    assert share(TABLE | {"1": 1001, "2": 1003}, 50)["1"] == 501
    assert share(TABLE | {"1": 1001, "2": 1003}, 50)["2"] == 502


def test_a_share_keeps_its_percentage_and_adds_its_own_last_step() -> None:
    half = share(TABLE, 50)
    assert (half["percent"], half["7"], half["more"]) == (50, 1300, 50)
    assert of_household(half, 8) == 1350


def test_who_tells_the_household_hears_its_own_line() -> None:
    assert written(TABLE, "household", 3) == "3인 가구 1,900원"


def test_who_does_not_tell_it_hears_the_usual_sizes() -> None:
    assert written(TABLE, "household") == "1인 가구 1,000원, 2인 1,500원, 4인 2,200원"
    assert written(TABLE, "family") == "2인 가구 1,500원, 3인 1,900원, 4인 2,200원"


def test_a_computed_line_says_that_it_is_computed() -> None:
    assert written(TABLE, "household", 9) == "9인 가구 2,800원(7인 기준에 2명 몫을 더한 값)"


def test_where_nothing_is_known_for_so_many_the_usual_sizes_are_told() -> None:
    assert written(SMALL, "household", 9) == "1인 가구 10원, 2인 20원, 4인 40원"


def test_a_percentage_is_written_as_one_and_a_size_in_won() -> None:
    half = share(TABLE, 50)
    assert (written(half, "percent"), written(half, "4")) == ("50%", "1,100원")


def test_only_a_table_can_be_told_by_household() -> None:
    assert has_value(TABLE, "household") and has_value(TABLE, "4")
    assert not has_value({"year": 2026, "value": 1, "reference": "notice"}, "household")
