"""What residents have is one region, whatever places it is read from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from bot.knowledge.catalog.region import Region, by_term, highest, only_highest
from bot.knowledge.catalog.row import Row, Texts

NONE = np.zeros(0, np.int32)
ROW = Row(1, 0, (), "섬김택시", "", 1.0, Texts.of([NONE] * 3, [], [NONE] * 2))


def create_region(first: int, *rows: Mapping[int, float]) -> Region:
    """A region of rows that are told as the weights of their terms."""
    terms = np.array([term for row in rows for term in row], np.int32)
    posted = np.array([place for place, row in enumerate(rows) for _ in row], np.int32)
    weights = np.array([weight for row in rows for weight in row.values()], np.float32)
    numbers = np.arange(first, first + len(rows))
    vectors = np.eye(8, dtype=np.float32)[first : first + len(rows)]
    return Region(numbers, (slice(len(rows)),), [ROW] * len(rows), *by_term(terms, posted, weights), vectors)


NATION = create_region(1, {2: 1.0, 5: 0.5}, {5: 2.0}, {})
DISTRICT = create_region(5, {5: 4.0}, {1: 8.0, 5: 1.0})


@pytest.mark.parametrize(
    ("terms", "sums"),
    [([5], [0.5, 2, 0]), ([2, 5], [1.5, 2, 0]), ([1, 3, 9], [0, 0, 0]), ([], [0, 0, 0])],
    ids=["one", "two", "unknown", "none"],
)
def test_a_row_gets_the_weights_of_the_terms_that_it_has(terms: list[int], sums: list[float]) -> None:
    assert NATION.sums(terms).tolist() == sums


def test_of_a_region_without_terms_nothing_is_found() -> None:
    assert create_region(1, {}, {}).sums([1, 2]).tolist() == [0, 0]


def test_regions_together_find_what_each_of_them_finds() -> None:
    both = Region.joined([NATION, DISTRICT])
    assert both.numbers.tolist() == [1, 2, 3, 5, 6] and len(both.rows) == 5
    for terms in ([5], [1, 2, 5], [9]):
        sums = both.sums(terms)
        assert [sums[run].tolist() for run in both.runs] == [r.sums(terms).tolist() for r in (NATION, DISTRICT)]
    assert (both.vectors == np.concatenate([NATION.vectors, DISTRICT.vectors])).all()


@pytest.mark.parametrize(
    ("values", "chosen"),
    [([3, 1, 2, 9], [0, 3]), ([1, 2, 2, 2], [1, 2]), ([0, 0, 0, 0], [0, 1]), ([1, 2], [0, 1]), ([], [])],
    ids=["highest", "the first of equal ones", "all equal", "no more than asked for", "none"],
)
def test_the_highest_are_chosen(values: list[float], chosen: list[int]) -> None:
    assert np.flatnonzero(highest(np.array(values, float), 2)).tolist() == chosen


def test_all_but_the_highest_are_nothing() -> None:
    assert only_highest(np.array([3.0, 1.0, 2.0]), 2).tolist() == [3, 0, 2]


def test_who_has_no_wording_has_an_empty_one() -> None:
    texts: Any = Texts.of([np.array([1, 2]), np.array([3])], [], [np.array([7])])
    assert texts.sizes.tolist() == [2, 1, 0] and texts.words.tolist() == [7, 0] and texts.masses.tolist() == [1]
    longer = texts.after(np.array([9]), np.array([4, 4]))
    assert longer.terms.tolist() == [9, 1, 2, 3] and longer.sizes.tolist() == [1, 2, 1, 0]
    assert longer.words.tolist() == [4, 4, 7, 0] and longer.word_sizes.tolist() == [2, 1, 1]
