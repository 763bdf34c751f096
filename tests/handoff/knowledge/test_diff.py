from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.knowledge.diff import ABSENT, Change, applied, changes, touch

DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["가", "나"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


def test_change_is_told_at_its_field() -> None:
    before = {"answers": {"amount": "하나", "where": "둘"}, "aliases": ["셋"]}
    after = {"answers": {"amount": "다섯", "where": "둘"}, "aliases": ["셋", "넷"]}
    assert list(changes(before, after)) == [
        Change(("answers", "amount"), "하나", "다섯"),
        Change(("aliases",), ["셋"], ["셋", "넷"]),
    ]


def test_one_item_of_a_list_is_a_change_of_its_own() -> None:
    before, after = (
        {"contacts": [{"phone": "129"}, {"phone": "1355"}]},
        {"contacts": [{"phone": "129"}, {"phone": "110"}]},
    )
    assert list(changes(before, after)) == [Change(("contacts", 1, "phone"), "1355", "110")]


def test_missing_is_not_the_same_as_nothing() -> None:
    assert list(changes({"region": None}, {})) == [Change(("region",), None, ABSENT)]
    assert list(changes({}, {"region": None})) == [Change(("region",), ABSENT, None)]


@given(st.dictionaries(st.sampled_from("abc"), DOCUMENTS), st.dictionaries(st.sampled_from("abc"), DOCUMENTS))
def test_changes_made_to_the_one_give_the_other(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert applied(before, changes(before, after)) == after


def test_item_that_was_nothing_can_change() -> None:
    assert applied({"items": [None]}, changes({"items": [None]}, {"items": [1]})) == {"items": [1]}


def test_document_itself_is_not_changed() -> None:
    before = {"answers": {"amount": "하나"}}
    applied(before, [Change(("answers", "amount"), "하나", "둘")])
    assert before == {"answers": {"amount": "하나"}}


def test_change_without_a_place_any_more_is_left_out() -> None:
    assert applied({"contacts": []}, [Change(("contacts", 1, "phone"), "129", "110")]) == {"contacts": []}


@pytest.mark.parametrize(
    ("one", "other", "within"),
    [(("answers",), ("answers", "amount"), True), (("contacts", 0), ("contacts", 1), False), ((), ("id",), True)],
)
def test_places_touch_where_one_lies_in_the_other(one: Any, other: Any, within: bool) -> None:
    assert touch(one, other) is touch(other, one) is within
