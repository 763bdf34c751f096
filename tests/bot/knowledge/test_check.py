"""`bokji kb check` sees the yearly figures too, and tells when they have become too old."""

from __future__ import annotations

from datetime import date

from bot.knowledge.check import check_knowledge, stale
from bot.knowledge.parameters import Parameters, parameters

WAGE = {"wage": {"hourly": 10030, "reference": "notice"}}


def test_the_yearly_figures_are_counted() -> None:
    _, counts = check_knowledge(date(2026, 11, 21))
    assert counts["yearly figures"] == len(parameters().names) > 0


def test_last_years_figure_may_still_be_given() -> None:
    known = Parameters({2025: {"figures": WAGE, "references": {}}})
    assert stale(known, date(2026, 12, 31)) == []


def test_an_older_one_is_told_with_its_place() -> None:
    known = Parameters({2026: {"figures": {"minimum_wage": WAGE["wage"]}, "references": {}}})
    told = stale(known, date(2028, 1, 1))
    assert [problem.reason for problem in told] == ["minimum_wage: last known for 2026, too old for 2028"]
    assert told[0].file == "data/parameters/yearly/2026.yml" and told[0].line > 1


def test_a_figure_that_a_newer_file_holds_is_not_old() -> None:
    known = Parameters({year: {"figures": WAGE, "references": {}} for year in (2025, 2027)})
    assert stale(known, date(2028, 1, 1)) == []
