"""What is known of a fact."""

from __future__ import annotations

import json
from math import inf
from typing import Any

import pytest

from bot.eligibility.values import NONE, Interval, Known, known_from, plain_of


@pytest.mark.parametrize(
    ("plain", "known"),
    [
        (65, Interval(65, 65)),
        ({"at_least": 65}, Interval(65, inf)),
        ({"at_most": 64}, Interval(-inf, 64)),
        ({"at_least": 19, "at_most": 34}, Interval(19, 34)),
        ("couple", frozenset({"couple"})),
        (["mild", "severe"], frozenset({"mild", "severe"})),
        (True, frozenset({"yes"})),
        (False, frozenset({"no"})),
        ([], NONE),
    ],
)
def test_a_fact_is_read_from_data(plain: Any, known: Known) -> None:
    assert known_from(plain) == known


@pytest.mark.parametrize("known", [Interval(65, 65), Interval(0, 8), Interval(65), frozenset({"a", "b"}), NONE])
def test_a_fact_comes_back_from_a_slot_as_it_went_in(known: Known) -> None:
    assert known_from(json.loads(json.dumps(plain_of(known)))) == known
