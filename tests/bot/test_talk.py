"""A message in the middle of a talk is read by the talk."""

from __future__ import annotations

import pytest

from bot.evidence import Context
from bot.talk import SAID_BEFORE, half_named, links_in_talk, spoken_of, weigh
from tests.bot.factories import CARD, PENSION, VOUCHER, create_base, evidence, link_to

BASE = create_base()
TALK = Context(PENSION.id, (PENSION.id, CARD.id))


def test_a_question_that_names_nothing_is_usual_in_a_talk_and_odd_as_a_first_message() -> None:
    asked = evidence("돈 드나", question=0.3, out_of_scope=0.6)
    shares = {"question": 0.3, "out_of_scope": 0.6, "smalltalk": 0.1, "recommend": 0.0, "person": 0.0, "crisis": 0.0}
    assert weigh(shares, asked, Context())["question"] == 0.3
    assert weigh(shares, asked, TALK)["question"] > 0.6


def test_shares_still_add_up_to_one() -> None:
    asked = evidence("돈 드나", question=0.3, out_of_scope=0.7)
    assert sum(weigh({"question": 0.3, "out_of_scope": 0.7}, asked, TALK).values()) == pytest.approx(1)


def test_a_long_message_is_weighed_as_it_is() -> None:
    shares = {"question": 0.3, "person": 0.7}
    assert weigh(shares, evidence("어머니가 돌아가시고 나서 혼자 지내는데 " * 3), TALK) is shares


def test_what_was_spoken_of_is_somewhat_likelier_to_be_meant_again() -> None:
    links = links_in_talk(evidence("카드랑 연금", (link_to(VOUCHER, 0.5), link_to(CARD, 0.48))), TALK, BASE)
    assert [link.program for link in links] == [CARD.id, VOUCHER.id]


def test_a_talk_does_not_raise_what_words_alone_hint_at() -> None:
    weak = evidence("아무 데나 되나", (link_to(VOUCHER, 0.2, "words"),))
    assert links_in_talk(weak, TALK, BASE)[0].score == pytest.approx(0.2)


def test_a_noun_of_a_name_is_enough_in_a_talk() -> None:
    link = half_named(evidence(f"그럼 {_noun_of(VOUCHER.name)}는 어디서 신청해요"), TALK, BASE)
    assert link is not None and (link.program, link.score) == (VOUCHER.id, SAID_BEFORE)


def test_a_noun_names_nothing_as_a_first_message() -> None:
    assert half_named(evidence(f"{_noun_of(VOUCHER.name)}는 어디서 신청해요"), Context(), BASE) is None


@pytest.mark.parametrize("text", ["서류는 뭐가 필요해요", "나이는 상관없나요", "보통은 며칠 걸려요", "연금은 얼마"])
def test_a_noun_that_asks_about_what_was_spoken_of_is_no_name(text: str) -> None:
    assert half_named(evidence(text), TALK, BASE) is None


def test_a_short_question_goes_on_about_what_was_spoken_of() -> None:
    assert spoken_of(evidence("서류는요"), TALK, BASE, found=False) == PENSION.id


def test_what_was_spoken_of_first_can_be_come_back_to() -> None:
    assert spoken_of(evidence("처음에 말한 거는 얼마였죠"), TALK, BASE, found=False) == CARD.id


def _noun_of(name: str) -> str:
    from bot.korean.morphemes import content_words

    return content_words(name)[0]
