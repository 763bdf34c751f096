"""Every program's rules against its cases in tests/eligibility/."""

from __future__ import annotations

from datetime import date

import pytest

from bot.eligibility.judge import judge
from bot.eligibility.rulebook import load_rulebook, rulebook
from tests.bot.eligibility.cases import FOLDER, Case, all_cases, cases_of, months_between

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=[f"{case.program}: {case.name}" for case in CASES])
def test_the_rules_say_what_the_law_says(case: Case) -> None:
    book = rulebook()
    judgement = judge(book.programs[case.program], case.facts, case.day, book.facts)
    assert judgement.verdict.name.lower() == case.expect, [(f.says, f.truth.value) for f in judgement.findings]


def test_every_file_of_rules_is_right() -> None:
    _, problems = load_rulebook()
    assert [str(problem) for problem in problems] == []


def test_a_case_speaks_only_of_facts_that_there_are() -> None:
    facts = rulebook().facts
    assert [f"{c.program}: {c.name}: {fact}" for c in CASES for fact in c.facts if fact not in facts] == []


@pytest.mark.parametrize("program", sorted(rulebook().programs))
def test_every_program_has_cases_of_each_outcome(program: str) -> None:
    cases = cases_of(FOLDER / f"{program}.yml")
    assert {case.expect for case in cases} == {"likely", "check", "unlikely"}


@pytest.mark.parametrize("program", sorted(rulebook().programs))
def test_every_rule_of_a_program_decides_a_case(program: str) -> None:
    """A rule that no case turns on could be wrong without anybody seeing it."""
    book = rulebook()
    rules = book.programs[program]
    cases = cases_of(FOLDER / f"{program}.yml")
    undecided = [
        rule.says
        for rule in rules.rules
        if not any(
            case.expect == "unlikely"
            and rule.in_force(case.day)
            and rule.condition.truth(case.facts, case.day).name == "UNMET"
            for case in cases
        )
    ]
    assert undecided == []


@pytest.mark.parametrize(
    ("born", "day", "months"),
    [
        (date(2024, 11, 21), date(2026, 11, 20), 23),
        (date(2024, 11, 21), date(2026, 11, 21), 24),
        (date(2024, 2, 29), date(2026, 2, 28), 23),
        (date(2024, 2, 29), date(2026, 3, 1), 24),
        (date(1961, 11, 21), date(2026, 11, 21), 65 * 12),
    ],
)
def test_a_month_of_life_is_full_on_the_day_of_birth(born: date, day: date, months: int) -> None:
    assert months_between(born, day) == months
