"""What the intents amount to, and what they are read from."""

from __future__ import annotations

import pytest

from bot.intents import ASKING, GROUPS, PERSON, SMALLTALK, aspects_of, features, group_of, groups
from bot.knowledge.linking.link import Linker
from bot.knowledge.program import ASPECTS
from tests.bot.factories import CARD, PENSION

LINKER = Linker([PENSION, CARD])


@pytest.mark.parametrize(
    ("intent", "group"),
    [
        ("ask_amount", "question"), ("ask_office", "question"), ("ask_recommendation", "recommend"), ("report_own_case", "person"),
        ("request_human", "person"), ("request_deletion", "person"), ("greet", "smalltalk"), ("choose_option", "smalltalk"),
        ("out_of_scope", "out_of_scope"), ("crisis_suicide", "crisis"), ("crisis_missing", "crisis"),
    ],
)  # fmt: skip
def test_every_intent_belongs_to_a_group(intent: str, group: str) -> None:
    assert group_of(intent) == group


def test_no_intent_belongs_to_two_groups() -> None:
    assert not {*ASKING} & {*PERSON} and not {*PERSON} & {*SMALLTALK} and not {*ASKING} & {*SMALLTALK}


def test_the_shares_of_a_group_are_added() -> None:
    shares = groups(
        {
            "ask_amount": 0.3,
            "ask_documents": 0.2,
            "report_own_case": 0.25,
            "make_complaint": 0.15,
            "crisis_medical": 0.1,
        }
    )
    assert shares == pytest.approx(
        {"question": 0.5, "recommend": 0, "person": 0.4, "smalltalk": 0, "out_of_scope": 0, "crisis": 0.1}
    )
    assert tuple(shares) == GROUPS


def test_groups_of_nothing_are_nothing() -> None:
    assert set(groups({}).values()) == {0}


def test_aspects_share_what_is_asked() -> None:
    ranked = aspects_of({"ask_amount": 0.6, "ask_documents": 0.2, "greet": 0.2})
    assert ranked[:2] == [("amount", pytest.approx(0.75)), ("documents", pytest.approx(0.25))]
    assert {aspect for aspect, _ in ranked} == set(ASPECTS)


def test_where_nothing_is_asked_the_overview_comes_first() -> None:
    assert aspects_of({"greet": 1.0})[0] == ("overview", 0.0)


def test_the_same_question_about_another_program_looks_the_same_but_for_the_name() -> None:
    one, other = features("어르신연금 얼마 나와요?", LINKER), features("문화나눔카드 얼마 나와요?", LINKER)
    masked = {feature for feature in one if feature.startswith("◇")}
    assert masked and masked == {feature for feature in other if feature.startswith("◇")}
    assert "@named" in one and "@named" in other


def test_a_message_without_a_name_is_known_as_such() -> None:
    assert "@named" not in features("얼마 나와요", LINKER)


def test_the_shape_of_a_message_is_told() -> None:
    assert "@question" in features("얼마 나와요?", LINKER)
    assert "@question" not in features("얼마 나와요", LINKER)
    assert "@length:0" in features("얼마", LINKER)
    assert "@length:8" in features("가나다라마바사" * 40, LINKER)


def test_a_long_message_has_its_end_apart() -> None:
    long = "제가 허리를 다쳐서 오래 일을 쉬었고 지금은 혼자 지내는데 서류는 뭐 내요"
    assert "$뭐내요" in features(long, LINKER)
    assert "$제가" not in features(long, LINKER)
