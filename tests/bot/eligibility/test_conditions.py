"""What a rule asks of the facts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.eligibility.rules import condition_from
from bot.eligibility.truth import Truth
from tests.bot.eligibility.factories import DAY, told

MET, UNMET, UNKNOWN = Truth.MET, Truth.UNMET, Truth.UNKNOWN


def truth(condition: dict[str, Any], **facts: Any) -> Truth:
    return condition_from(condition, {}).truth(told(**facts), DAY)


def open_facts(condition: dict[str, Any], *asked: str, **facts: Any) -> list[str]:
    return list(condition_from(condition, {}).open_facts(told(**facts), DAY, asked))


@pytest.mark.parametrize(
    ("how", "below", "at", "above"),
    [
        ("at_least", UNMET, MET, MET),
        ("above", UNMET, UNMET, MET),
        ("at_most", MET, MET, UNMET),
        ("below", MET, UNMET, UNMET),
    ],
)
def test_a_figure_is_inside_or_outside_to_the_last_unit(how: str, below: Truth, at: Truth, above: Truth) -> None:
    rule = {"fact": "age", how: 65}
    assert [truth(rule, age=age) for age in (64, 65, 66)] == [below, at, above]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"at_most": 64}, UNMET),
        ({"at_least": 65}, MET),
        ({"at_least": 64}, UNKNOWN),
        ({"at_least": 60, "at_most": 65}, UNKNOWN),
        ({"at_least": 65, "at_most": 70}, MET),
    ],
)
def test_a_range_that_the_figure_divides_is_unknown(known: dict[str, int], expected: Truth) -> None:
    assert truth({"fact": "age", "at_least": 65}, age=known) is expected


def test_two_figures_of_one_fact_stand_together() -> None:
    youth = {"fact": "age", "at_least": 19, "at_most": 34}
    assert [truth(youth, age=age) for age in (18, 19, 34, 35)] == [UNMET, MET, MET, UNMET]


def test_where_there_is_nobody_to_count_no_figure_is_met() -> None:
    assert truth({"fact": "youngest_child_months", "below": 24}, youngest_child_months=[]) is UNMET
    assert truth({"fact": "youngest_child_months", "at_least": 24}, youngest_child_months=[]) is UNMET


@pytest.mark.parametrize(
    ("rule", "known", "expected"),
    [
        ({"is": "severe"}, "severe", MET),
        ({"is": "severe"}, "mild", UNMET),
        ({"is": "severe"}, ["mild", "severe"], UNKNOWN),
        ({"one_of": ["mild", "severe"]}, ["mild", "severe"], MET),
        ({"not": "none"}, "mild", MET),
        ({"not": ["none", "mild"]}, "mild", UNMET),
        ({"not": "none"}, ["none", "mild"], UNKNOWN),
        ({"is": True}, True, MET),
        ({"is": False}, True, UNMET),
    ],
)
def test_a_choice_is_one_of_the_values_or_none_of_them(rule: dict[str, Any], known: Any, expected: Truth) -> None:
    assert truth({"fact": "disability"} | rule, disability=known) is expected


def test_one_condition_of_several_is_enough() -> None:
    either = {"any_of": [{"fact": "age", "at_least": 65}, {"fact": "disability", "is": "severe"}]}
    assert truth(either, age=40, disability="severe") is MET
    assert truth(either, age=40) is UNKNOWN
    assert truth(either, age=40, disability="none") is UNMET


def test_all_conditions_of_several_have_to_hold() -> None:
    both = {"all_of": [{"fact": "age", "at_least": 65}, {"fact": "disability", "is": "severe"}]}
    assert truth(both, age=70) is UNKNOWN
    assert truth(both, disability="none") is UNMET


def test_what_picks_a_figure_is_asked_before_what_is_held_against_it() -> None:
    rule = {"fact": "income", "at_most": {"parameter": "median_income"}}
    assert open_facts(rule) == ["household_size"]
    assert open_facts(rule, household_size=4) == ["income"]
    assert open_facts(rule, "household_size") == ["income"]
    assert open_facts(rule, "household_size", "income") == []


def test_a_settled_condition_turns_on_nothing() -> None:
    either = {"any_of": [{"fact": "age", "at_least": 65}, {"fact": "disability", "is": "severe"}]}
    assert open_facts(either) == ["age", "disability"]
    assert open_facts(either, age=70) == []


def test_a_figure_that_is_not_known_yet_is_not_asked_for() -> None:
    rule = {"fact": "income", "at_most": {"parameter": "median_income"}}
    assert list(condition_from(rule, {}).open_facts({}, date(2000, 1, 1), ())) == []
