"""A message in the middle of a talk is weighed by the talk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import talk
from bot.evidence import Context
from bot.intents import GROUPS
from bot.knowledge.linking.link import Link
from bot.talk import SIGNS, links_in_talk, reading, signs, weigh
from tests.bot.factories import CARD, PENSION, VOUCHER, evidence, link_to

TALK = Context(PENSION.id, (PENSION.id, CARD.id))
SPOKEN_OF = Link(PENSION.id, PENSION.name, 0.85, "said before")


def test_a_question_that_names_nothing_is_usual_in_a_talk_and_odd_as_a_first_message() -> None:
    asked = evidence("돈 드나", question=0.4, out_of_scope=0.6)
    assert weigh(asked, Context(), None)["question"] == pytest.approx(0.4)
    assert weigh(asked, TALK, (SPOKEN_OF, 0.9))["question"] > 0.6


def test_a_single_word_that_is_no_korean_goes_on_about_nothing() -> None:
    alone = evidence("session_start", smalltalk=0.7, question=0.2)
    assert weigh(alone, TALK, (SPOKEN_OF, 0.9)) == alone.groups


def test_shares_add_up_to_one() -> None:
    shares = weigh(evidence("돈 드나", question=0.3, out_of_scope=0.7), TALK, (SPOKEN_OF, 0.9))
    assert sum(shares.values()) == pytest.approx(1) and set(shares) == set(GROUPS)


def test_thanks_stay_thanks_in_a_talk() -> None:
    shares = weigh(
        evidence("네 감사합니다", intents={"thank": 0.99}, smalltalk=0.99, question=0.01), TALK, (SPOKEN_OF, 0.9)
    )
    assert max(shares, key=shares.__getitem__) == "smalltalk"


def test_what_the_talk_is_about_comes_before_what_the_words_found() -> None:
    asked = evidence("카드랑 연금", (link_to(VOUCHER, 0.5), link_to(CARD, 0.48)))
    assert [link.program for link in links_in_talk(asked, (link_to(CARD, 0.9), 0.8))] == [CARD.id, VOUCHER.id]


def test_what_the_talk_hardly_tells_changes_nothing() -> None:
    asked = evidence("카드랑 연금", (link_to(VOUCHER, 0.5), link_to(CARD, 0.48)))
    assert links_in_talk(asked, (link_to(CARD, 0.9), 0.2)) == asked.links
    assert links_in_talk(asked, None) == asked.links


def test_every_sign_has_a_name() -> None:
    assert len(signs(evidence("얼마"), TALK, None)) == len(SIGNS)


def test_what_is_fitted_tells_its_groups_apart_and_is_kept(tmp_path: Path) -> None:
    asks = [evidence("얼마나", question=share, smalltalk=1 - share) for share in (0.4, 0.5, 0.8, 0.9)]
    chats = [evidence("고마워요 정말로요", smalltalk=share, question=1 - share) for share in (0.4, 0.5, 0.8, 0.9)]
    rows = [signs(turn, TALK, (SPOKEN_OF, 0.9)) for turn in (*asks, *chats)]
    weights = talk.fit([reading(turn) for turn in (*asks, *chats)], rows, ["question"] * 4 + ["smalltalk"] * 4)
    shares = [weigh(turn, TALK, (SPOKEN_OF, 0.9), weights) for turn in (*asks, *chats)]
    assert [max(share, key=share.__getitem__) for share in shares] == ["question"] * 4 + ["smalltalk"] * 4
    talk.save(weights, tmp_path / "weights.json")
    assert list(json.loads((tmp_path / "weights.json").read_text(encoding="utf-8"))["signs"]) == list(SIGNS)
