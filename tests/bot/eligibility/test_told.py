"""What a message has told already; and the facts in words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.eligibility.rulebook import rulebook
from bot.eligibility.told import in_words, told_in
from bot.korean.facts import Facts
from tests.bot.eligibility.factories import told

BOOK = rulebook()


@pytest.mark.parametrize(
    ("message", "facts"),
    [
        (Facts(ages=(67,)), {"age": 67}),
        (Facts(ages=(67, 65)), {}),
        (Facts(ages=(3,)), {"youngest_child_months": {"at_least": 36, "at_most": 47}}),
        (Facts(ages=(34, 3)), {"age": 34, "youngest_child_months": {"at_least": 36, "at_most": 47}}),
        (Facts(household=4), {"household_size": 4}),
        (Facts(events=("single_parent",)), {"single_parent": True}),
        (Facts(income=1300000), {}),
        (Facts(), {}),
    ],
)
def test_a_message_tells_only_what_it_says_plainly(message: Facts, facts: dict[str, Any]) -> None:
    assert told_in(message, BOOK) == told(**facts)


def test_a_counselor_reads_the_facts_in_words() -> None:
    facts = told(age={"at_least": 65}, spouse="single", couple_recognized_income={"at_least": 0, "at_most": 2470000})
    assert in_words(facts, BOOK) == {
        "나이": "65세 이상",
        "배우자": "없어요",
        "본인과 배우자의 소득인정액(월)": "247만 원 이하",
    }


def test_a_fact_that_is_no_more_is_left_out() -> None:
    assert in_words(told(hair=True), BOOK) == {}
