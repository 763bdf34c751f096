"""How far a figure may fall below what was kept of the main branch."""

from __future__ import annotations

import pytest

from bot.evaluation.intervals import Estimate, Share
from bot.evaluation.kept import fallen

KEPT = Share(800, 1000)  # 90 % interval 0.778-0.820, 68 % 0.787-0.812


@pytest.mark.parametrize(("right", "passes"), [(900, True), (800, True), (780, True), (775, False), (600, False)])
def test_a_figure_may_fall_to_the_lower_end_of_its_interval(right: int, passes: bool) -> None:
    assert (fallen({"decision": KEPT}, {"decision": Share(right, 1000)}) == []) is passes


@pytest.mark.parametrize(("right", "passes"), [(795, True), (790, True), (785, False)])
def test_a_figure_that_drops_below_its_bar_may_fall_less(right: int, passes: bool) -> None:
    assert (fallen({"unit": KEPT}, {"unit": Share(right, 1000)}) == []) is passes


def test_a_bar_that_was_never_met_is_no_promise() -> None:
    assert fallen({"aspect": KEPT}, {"aspect": Share(785, 1000)}) == []


@pytest.mark.parametrize(("wrong", "passes"), [(10, True), (50, True), (58, True), (70, False)])
def test_where_less_is_better_it_may_rise_to_the_upper_end(wrong: int, passes: bool) -> None:
    assert (fallen({"false_alarms": Share(50, 1000)}, {"false_alarms": Share(wrong, 1000)}) == []) is passes


@pytest.mark.parametrize(("asked", "passes"), [(5, True), (75, True), (85, False)])
def test_asking_back_more_often_is_no_worse_until_it_is_too_often(asked: int, passes: bool) -> None:
    assert (fallen({"clarify": Share(4, 1000)}, {"clarify": Share(asked, 1000)}) == []) is passes


def test_a_figure_that_is_no_share_has_an_interval_too() -> None:
    kept = Estimate(0.80, (0.76, 0.84))
    assert fallen({"macro_f1": kept}, {"macro_f1": Estimate(0.77, (0.7, 0.8))}) == []
    assert len(fallen({"macro_f1": kept}, {"macro_f1": Estimate(0.76, (0.7, 0.8))})) == 1


def test_the_complaint_names_both_figures_and_the_bar() -> None:
    [complaint] = fallen({"unit": KEPT}, {"unit": Share(700, 1000)})
    assert complaint.startswith("unit: was 80.0% (800/1000, ")
    assert "is 70.0%" in complaint and "misses its bar of 0.80" in complaint


@pytest.mark.parametrize("now", [{}, {"decision": Share(0, 0)}])
def test_a_measure_that_is_gone_has_fallen(now: dict[str, Share]) -> None:
    assert fallen({"decision": KEPT}, now) != []
