"""Sets of terms, and what some terms weigh in each."""

from __future__ import annotations

import numpy as np

from bot.knowledge.postings import Postings

SETS = Postings([np.array([0, 2]), np.array([], int), np.array([2, 1, 3])], 5)


def sums(terms: list[int], *weights: list[float]) -> list[list[float]]:
    return [found.tolist() for found in SETS.sums(np.array(terms, int), *map(np.array, weights))]


def test_each_set_weighs_what_it_has_of_the_terms() -> None:
    assert sums([2, 3], [1.0, 2.0], [10.0, 20.0]) == [[1.0, 0.0, 3.0], [10.0, 0.0, 30.0]]


def test_a_term_that_no_set_has_weighs_nothing() -> None:
    assert sums([4], [1.0]) == [[0.0, 0.0, 0.0]]


def test_no_terms_weigh_nothing() -> None:
    assert sums([], []) == [[0.0, 0.0, 0.0]]


def test_all_terms_of_a_set_weigh_together() -> None:
    assert SETS.sums_of_all(np.array([1.0, 2.0, 4.0, 8.0, 16.0])).tolist() == [5.0, 0.0, 14.0]


def test_what_is_told_of_the_terms_of_sets_is_kept_term_by_term() -> None:
    told = SETS.sorted([np.array([5, 6]), np.array([]), np.array([7, 8, 9])])
    assert (SETS.sets.tolist(), told.tolist()) == ([0, 2, 0, 2, 2], [5, 8, 6, 7, 9])
    assert SETS.sizes.tolist() == [1, 1, 2, 1, 0]
