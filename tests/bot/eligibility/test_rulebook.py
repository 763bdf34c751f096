"""Files of rules: what is wrong with one is told, and the others are taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.eligibility.rulebook import load_rulebook
from tests.bot.eligibility.factories import rule_data, rules_data, write, write_rules

ROW = {"from": "2026-01-01", "reference": "law"}


def reasons(folder: Path) -> list[str]:
    return [problem.reason for problem in load_rulebook(folder)[1]]


def test_a_file_that_nothing_is_wrong_with_is_taken(tmp_path: Path) -> None:
    write_rules(tmp_path)
    book, problems = load_rulebook(tmp_path)
    assert problems == [] and list(book.programs) == ["basic_pension"]


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ({"fact": "hair"}, "unknown fact hair"),
        ({"fact": "spouse", "is": "widow"}, "spouse has no value widow"),
        ({"fact": "spouse", "at_least": 1}, "spouse is a choice, and held against something else"),
        ({"fact": "age", "is": "single"}, "age is a number, and held against something else"),
        ({"reference": "nowhere"}, "unknown reference nowhere"),
        ({"says": "소득이 {at_most} 이하여야 합니다"}, "{at_most} is no figure of this rule"),
        (
            {"says": "나이가 {at_least}가 넘어야 합니다"},
            "{at_least} has a letter behind it: a josa would depend on the figure",
        ),
        (
            {"says": "소득이 월 100만 원 이하여야 합니다"},
            "the figure '100만 원' is typed by hand: write {at_most} or its kin",
        ),
        ({"says": "나이가 맞아야 합니다 😀"}, "'😀' cannot be sent in a Korean text message"),
        ({"fact": "income", "at_most": {"parameter": "moon"}}, "no year's file has the figure moon"),
        ({"fact": "income", "at_most": {"by": "hair", "rows": [ROW | {"a": 1}]}}, "unknown fact hair"),
        (
            {"fact": "income", "at_most": {"by": "spouse", "rows": [ROW | {"single": 1}]}},
            "a row lacks one of couple, single",
        ),
        (
            {"at_least": [ROW | {"value": 2}, ROW | {"from": "2025-01-01", "value": 1}]},
            "the rows are not in order of their dates",
        ),
        ({"at_least": [ROW | {"single": 1}]}, "a row lacks one of value"),
        ({"unless": [{"fact": "hair", "is": True}]}, "unknown fact hair"),
    ],
)
def test_what_the_schema_cannot_see_is_told(tmp_path: Path, rule: dict[str, Any], reason: str) -> None:
    about = {} if "fact" in rule else {"fact": "age", "at_least": 65}
    write_rules(tmp_path, {**about, "says": "맞아야 하는 조건입니다", "law": "어떤법 제1조", "reference": "law"} | rule)
    assert reasons(tmp_path) == [reason]


def test_a_problem_is_told_with_its_line(tmp_path: Path) -> None:
    path = write_rules(tmp_path, rule_data(), rule_data(fact="hair"))
    (problem,) = load_rulebook(tmp_path)[1]
    line = path.read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert "hair" in line or line.startswith("- ")


def test_what_the_schema_forbids_is_told_and_left_out(tmp_path: Path) -> None:
    write_rules(tmp_path, rule_data(at_leest=3))
    book, problems = load_rulebook(tmp_path)
    assert book.programs == {} and "at_leest" in problems[0].reason


def test_a_file_is_named_for_a_program_that_there_is(tmp_path: Path) -> None:
    write_rules(tmp_path, id="moon_landing")
    assert reasons(tmp_path) == ["there is no data/programs/moon_landing.yml"]
    write(tmp_path / "moon_landing.yml", rules_data(id="basic_pension"))
    assert "id basic_pension in a file named moon_landing.yml" in reasons(tmp_path)


def test_a_wrong_file_leaves_the_others_alone(tmp_path: Path) -> None:
    write_rules(tmp_path)
    write(tmp_path / "child_allowance.yml", rules_data(rule_data(fact="hair"), id="child_allowance"))
    book, problems = load_rulebook(tmp_path)
    assert list(book.programs) == ["basic_pension"] and len(problems) == 1


def test_a_fact_of_its_own_may_not_take_the_name_of_another(tmp_path: Path) -> None:
    write_rules(tmp_path, facts={"age": {"name": "나이", "ask": "몇 살이세요, 정말로?", "unit": "age"}})
    assert reasons(tmp_path) == ["the fact age is taken"]


def test_a_fact_of_one_program_is_none_of_another(tmp_path: Path) -> None:
    own = {"hair": {"name": "머리", "ask": "머리가 긴가요, 짧은가요?"}}
    write_rules(tmp_path, rule_data(fact="hair", **{"is": True}), facts=own)
    write(tmp_path / "child_allowance.yml", rules_data(rule_data(fact="hair", **{"is": True}), id="child_allowance"))
    assert reasons(tmp_path) == ["unknown fact hair"]
