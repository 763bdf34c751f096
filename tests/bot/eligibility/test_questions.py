"""Which question comes next, and what it offers."""

from __future__ import annotations

from typing import Any

from bot.eligibility.facts import Fact
from bot.eligibility.questions import Question, next_question
from bot.eligibility.rulebook import Rulebook
from bot.eligibility.values import Interval
from tests.bot.eligibility.factories import DAY, FACTS, create_rules, rule_data, told

SINGLE = rule_data(fact="spouse", **{"is": "single"})
MEDIAN = rule_data(fact="income", at_most={"parameter": "median_income", "percent": "livelihood_share"})


def book(*programs: list[dict[str, Any]], **facts: Any) -> Rulebook:
    kinds = {name: Fact.from_data(name, data) for name, data in (FACTS | facts).items()}
    return Rulebook(kinds, {f"p{n}": create_rules(*rules, id=f"p{n}") for n, rules in enumerate(programs)})


def ask(rules: Rulebook, *asked: str, **facts: Any) -> Question | None:
    return next_question(rules, told(**facts), asked, DAY)


def fact_asked(rules: Rulebook, *asked: str, **facts: Any) -> str | None:
    question = ask(rules, *asked, **facts)
    return question and question.fact


def test_the_rules_of_one_program_are_asked_in_their_order() -> None:
    rules = book([rule_data(), SINGLE])
    assert fact_asked(rules) == "age"
    assert fact_asked(rules, age=70) == "spouse"
    assert fact_asked(rules, "age") == "spouse"


def test_what_was_told_is_not_asked() -> None:
    assert fact_asked(book([rule_data(), SINGLE]), spouse="single", age=65) is None


def test_nothing_more_is_asked_once_a_rule_is_not_met() -> None:
    assert fact_asked(book([rule_data(), SINGLE]), age=64) is None


def test_of_all_programs_the_fact_that_most_turn_on_comes_first() -> None:
    rules = book([rule_data(), SINGLE], [SINGLE], [SINGLE])
    assert fact_asked(rules) == "spouse"
    assert fact_asked(rules, spouse="couple") is None


def test_of_all_programs_what_nearly_everybody_says_is_asked_last() -> None:
    foreign = {"seldom_differs": True, "name": "국적", "ask": "한국 국적이세요?"}
    korean = rule_data(fact="korean", **{"is": True})
    rules = book([korean, rule_data()], [korean], korean=foreign)
    assert fact_asked(rules) == "age"
    assert fact_asked(rules, age=70) == "korean"


def test_a_number_is_cut_at_the_figures_of_the_rules() -> None:
    question = ask(book([rule_data(at_least=19, at_most=34)]))
    assert question is not None
    assert [choice.label for choice in question.choices] == ["18세 이하", "19~34세", "35세 이상"]
    assert [choice.known for choice in question.choices] == [Interval(0, 18), Interval(19, 34), Interval(35)]


def test_an_income_is_cut_where_the_households_own_limit_is() -> None:
    question = ask(book([MEDIAN]), household_size=4)
    assert question is not None
    assert [choice.label for choice in question.choices] == ["약 208만 원 이하", "약 208만 원 넘음"]
    assert question.choices[0].known == Interval(0, 2078316)


def test_an_income_is_cut_at_the_lowest_limit_where_nobody_knows_how_many_they_are() -> None:
    question = ask(book([MEDIAN]), "household_size")
    assert question is not None
    assert [choice.known for choice in question.choices] == [Interval(0, 820556), Interval(820557)]


def test_there_are_never_more_than_five_choices() -> None:
    many = [[rule_data(at_least=age)] for age in (10, 20, 30, 40, 50, 60, 70)]
    question = ask(book(*many))
    assert question is not None and len(question.choices) == 5


def test_no_two_choices_read_alike() -> None:
    question = ask(book(*([rule_data(fact="income", at_most=won)] for won in (2078316, 2078317, 2079000, 3000000))))
    assert question is not None
    labels = [choice.label for choice in question.choices]
    assert len(set(labels)) == len(labels) == 3


def test_that_there_is_nobody_is_a_choice_too() -> None:
    child = {"name": "막내", "unit": "months", "ask": "막내는 몇 살인가요?", "none": "아이가 없어요"}
    question = ask(book([rule_data(fact="child", below=24)], child=child))
    assert question is not None
    assert [choice.label for choice in question.choices] == ["2세 미만", "2세 이상", "아이가 없어요"]
