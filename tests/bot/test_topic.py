"""Which program a message is about, once others were spoken of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import topic as topic_module
from bot.evidence import Context, Option
from bot.korean.morphemes import content_words
from bot.topic import SAID_BEFORE, SIGNS, candidates, fit, half_named, topic
from tests.bot.factories import CARD, PENSION, VOUCHER, create_base, evidence, link_to

BASE = create_base()
TALK = Context(PENSION.id, (PENSION.id, CARD.id))


def test_nothing_was_spoken_of_at_the_start() -> None:
    assert (
        topic(evidence("서류는요"), Context(), BASE) is None and candidates(evidence("서류는요"), Context(), BASE) == []
    )


@pytest.mark.parametrize("text", ["서류는요", "얼마나 나와요", "그건 어디서 신청해요", "거기 전화번호 좀"])
def test_a_short_question_goes_on_about_what_was_spoken_of(text: str) -> None:
    found = topic(evidence(text), TALK, BASE)
    assert found is not None and (found[0].program, found[0].via, found[0].score) == (
        PENSION.id, "said before", SAID_BEFORE,
    )  # fmt: skip


def test_a_program_plainly_named_is_what_is_asked_about() -> None:
    found = topic(evidence(f"{VOUCHER.name}는 얼마예요", (link_to(VOUCHER, 0.99),)), TALK, BASE)
    assert found is not None and found[0] == link_to(VOUCHER, 0.99) and found[1] > 0.5


def test_what_was_spoken_of_first_can_be_come_back_to() -> None:
    found = topic(evidence(f"아까 그 {_noun_of(CARD.name)} 얘긴데요 얼마였죠", (link_to(CARD, 0.5),)), TALK, BASE)
    assert found is not None and found[0].program == CARD.id


def test_a_noun_of_a_name_makes_its_program_a_candidate() -> None:
    assert [p.id for p in half_named(f"그럼 {_noun_of(VOUCHER.name)}는 어디서 신청해요", TALK, BASE)] == [VOUCHER.id]
    assert half_named("어디서 신청해요", TALK, BASE) == []


def test_what_was_offered_may_be_meant_though_it_was_not_spoken_of() -> None:
    offered = Context(PENSION.id, (PENSION.id,), options=(Option(CARD.name, CARD.id),))
    ids = [candidate.link.program for candidate in candidates(evidence("서류는요"), offered, BASE)]
    assert ids == [PENSION.id, CARD.id]
    found = topic(evidence("서류는요"), offered, BASE)
    assert found and found[0].program == PENSION.id


def test_every_sign_has_a_name_and_the_kept_weights_fit_them() -> None:
    found = candidates(evidence("얼마"), TALK, BASE)
    assert {len(candidate.signs) for candidate in found} == {len(SIGNS)}
    assert len(topic_module.kept()) == len(SIGNS)


def test_what_is_fitted_prefers_the_right_ones_and_is_kept(tmp_path: Path) -> None:
    goes_on = candidates(evidence("서류는요"), TALK, BASE)
    turns_to = candidates(evidence(f"{VOUCHER.name}는 얼마", (link_to(VOUCHER, 0.99),)), TALK, BASE)
    weights = fit([(goes_on, PENSION.id), (turns_to, VOUCHER.id)])
    assert topic_module.chosen(goes_on, weights)[0].program == PENSION.id  # type: ignore[index]
    assert topic_module.chosen(turns_to, weights)[0].program == VOUCHER.id  # type: ignore[index]
    topic_module.save(weights, tmp_path / "weights.json")
    assert list(json.loads((tmp_path / "weights.json").read_text(encoding="utf-8"))) == list(SIGNS)


def _noun_of(name: str) -> str:
    return content_words(name)[0]
