"""What comes of the facts told; and what must hold for any rules and any facts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.eligibility.facts import Fact
from bot.eligibility.judge import Verdict, judge
from bot.eligibility.rulebook import rulebook
from bot.eligibility.rules import ProgramRules
from bot.eligibility.truth import Truth
from bot.eligibility.values import NONE, Facts, Interval, Known
from tests.bot.eligibility.factories import DAY, FACTS, create_rules, rule_data, told

KINDS = {name: Fact.from_data(name, data) for name, data in FACTS.items()}
BOOK = rulebook()
LIMIT = {
    "by": "spouse",
    "rows": [{"from": "2026-01-01", "single": 2470000, "couple": 3952000, "reference": "law"}],
}


def verdict(rules: ProgramRules, **facts: Any) -> Verdict:
    return judge(rules, told(**facts), DAY, KINDS).verdict


def test_all_rules_met_is_likely_one_not_met_is_unlikely_anything_else_is_to_be_checked() -> None:
    rules = create_rules(rule_data(), rule_data(fact="spouse", **{"is": "single"}))
    assert verdict(rules, age=65, spouse="single") is Verdict.LIKELY
    assert verdict(rules, age=64) is Verdict.UNLIKELY
    assert verdict(rules, age=65) is Verdict.CHECK


def test_a_rule_says_its_figure_of_the_day() -> None:
    rules = create_rules(rule_data(fact="income", at_most=LIMIT, says="소득이 월 {at_most} 이하여야 합니다"))
    (single,) = judge(rules, told(spouse="single"), DAY, KINDS).findings
    (nobody_said,) = judge(rules, {}, DAY, KINDS).findings
    assert single.says == "소득이 월 247만 원 이하여야 합니다"
    assert nobody_said.says == "소득이 월 정해진 기준 이하여야 합니다"


def test_a_figure_brings_its_own_source_and_says_when_it_is_last_years() -> None:
    at_most = {"parameter": "median_income", "percent": "livelihood_share"}
    rules = create_rules(rule_data(fact="income", at_most=at_most, says="소득이 {at_most} 이하여야 합니다"))
    (now,) = judge(rules, told(household_size=1), DAY, KINDS).findings
    (new_year,) = judge(rules, told(household_size=1), date(2027, 1, 1), KINDS).findings
    assert "중위소득" in now.reference.title and now.last_year is None
    assert new_year.last_year == 2026 and new_year.says == now.says


def test_an_excuse_lifts_a_rule() -> None:
    rules = create_rules(rule_data(unless=[{"fact": "spouse", "is": "couple"}]))
    assert verdict(rules, age=40, spouse="couple") is Verdict.LIKELY
    assert verdict(rules, age=40) is Verdict.CHECK
    assert verdict(rules, age=40, spouse="single") is Verdict.UNLIKELY


@pytest.mark.parametrize(
    ("day", "rules_in_force"),
    [(date(2025, 12, 31), 0), (date(2026, 1, 1), 1), (date(2026, 6, 30), 1), (date(2026, 7, 1), 0)],
)
def test_a_rule_holds_from_its_first_day_to_its_last(day: date, rules_in_force: int) -> None:
    rules = create_rules(rule_data(**{"from": "2026-01-01", "until": "2026-06-30"}))
    judgement = judge(rules, {}, day, KINDS)
    assert len(judgement.findings) == rules_in_force
    assert judgement.verdict is Verdict.CHECK


# For the rules that residents are really judged by.


def known_of(fact: Fact) -> st.SearchStrategy[Known]:
    if fact.unit is None:
        return st.sets(st.sampled_from(sorted(fact.values)), min_size=1).map(frozenset)
    number = st.integers(0, 200_000_000 if fact.unit == "won" else 150)
    return st.tuples(number, number).map(lambda ends: Interval(min(ends), max(ends)))


@st.composite
def told_twice(draw: st.DrawFn) -> tuple[ProgramRules, Facts, Facts]:
    """A program, some facts, and the same facts when more is told: new ones, and closer ones."""
    rules = BOOK.programs[draw(st.sampled_from(sorted(BOOK.programs)))]
    names = sorted(
        {part.fact for rule in rules.rules for part in rule.condition.parts()} | {"household_size", "spouse"}
    )
    more = {name: draw(known_of(BOOK.facts[name])) for name in names if draw(st.booleans())}
    less = {name: draw(wider(known)) for name, known in more.items() if draw(st.booleans())}
    return rules, less, more


def wider(known: Known) -> st.SearchStrategy[Known]:
    if isinstance(known, Interval):
        return st.integers(0, 1000).map(lambda by: Interval(known.low - by, known.high + by))
    return st.sets(st.sampled_from(["severe", "none", "couple", "yes"])).map(lambda others: known | others)


@settings(max_examples=400, deadline=None)
@given(told_twice())
def test_a_fact_more_never_turns_one_verdict_into_its_opposite(given: tuple[ProgramRules, Facts, Facts]) -> None:
    rules, less, more = given
    before = {f.says: f.truth for f in judge(rules, less, DAY, BOOK.facts).findings}
    first, then = (judge(rules, facts, DAY, BOOK.facts).verdict for facts in (less, more))
    assert first in (then, Verdict.CHECK), (rules.program, less, more, before)


@pytest.mark.parametrize("program", sorted(BOOK.programs))
def test_what_nobody_told_is_never_held_against_anybody(program: str) -> None:
    judgement = judge(BOOK.programs[program], {}, DAY, BOOK.facts)
    assert judgement.verdict is Verdict.CHECK
    assert judgement.having(Truth.UNMET) == ()


def test_without_a_child_no_rule_on_its_age_is_met() -> None:
    facts = {"youngest_child_months": NONE}
    assert judge(BOOK.programs["child_allowance"], facts, DAY, BOOK.facts).verdict is Verdict.UNLIKELY
