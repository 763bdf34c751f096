"""Features counted once for several fits."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bot.counts import Counts

DOCUMENTS = [["rent", "rent", "late"], ["rent", "meal"], [], ["meal", "late", "late", "late"]]


def counted(counts: Counts) -> list[dict[str, int]]:
    return [
        {name: int(number) for name, number in zip(counts.names, row, strict=True) if number}
        for row in counts.matrix.toarray()
    ]


def test_each_document_has_its_features_as_often_as_they_occur() -> None:
    assert counted(Counts.of(DOCUMENTS)) == [
        {"rent": 2, "late": 1}, {"rent": 1, "meal": 1}, {}, {"meal": 1, "late": 3},
    ]  # fmt: skip


def test_a_feature_in_too_few_documents_is_left_out_however_often_it_occurs_in_one() -> None:
    assert counted(Counts.of([*DOCUMENTS, ["once", "once"]], min_count=2)) == [*counted(Counts.of(DOCUMENTS)), {}]


def test_some_documents_forget_what_only_the_others_have() -> None:
    some = Counts.of(DOCUMENTS).rows([0, 2]).often(1)
    assert sorted(some.names) == ["late", "rent"]
    assert counted(some) == [{"rent": 2, "late": 1}, {}]


def test_features_can_be_put_in_another_order() -> None:
    assert counted(Counts.of(DOCUMENTS).only(["meal", "rent"])) == [
        {"rent": 2},
        {"rent": 1, "meal": 1},
        {},
        {"meal": 1},
    ]


def test_rows_are_weighed_by_count_and_rarity_and_have_length_one() -> None:
    counts = Counts.of(DOCUMENTS).only(["rent", "late", "meal"])
    table = counts.weighed(np.array([1.0, 2.0, 3.0], np.float32)).toarray()
    rent, late = (1 + math.log(2)) * 1, 1 * 2
    assert table[0] == pytest.approx(np.array([rent, late, 0]) / math.hypot(rent, late), abs=1e-6)
    assert np.linalg.norm(table, axis=1) == pytest.approx([1, 1, 0, 1], abs=1e-6)


def test_no_documents_or_none_with_features_are_counted_too() -> None:
    assert Counts.of([]).names == [] and counted(Counts.of([[], []])) == [{}, {}]
