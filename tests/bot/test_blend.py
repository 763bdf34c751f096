"""The small model that weighs the evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.blend import Blend, fit, signs
from bot.evidence import Evidence
from bot.intents import GROUPS
from bot.korean.facts import Facts
from tests.bot.factories import PENSION, link_to


def told(linked: bool, sure: float = 0.6, text: str = "준비물이 뭐예요 알려주세요") -> Evidence:
    """Sounds like a question, whatever it is; a link says whether it is about welfare."""
    intents = {"ask_documents": sure, "out_of_scope": 1 - sure}
    return Evidence(text, intents, links=(link_to(PENSION, 0.9),) if linked else (), known=0.8 if linked else 0.2)


@pytest.fixture(scope="module")
def blend() -> Blend:
    steps = [0.4 + 0.01 * n for n in range(40)]
    evidences = [told(linked, sure) for linked in (True, False) for sure in steps]
    greetings = [Evidence("안녕하세요", {"greet": sure}) for sure in steps]
    return fit([*evidences, *greetings], ["question"] * 40 + ["out_of_scope"] * 40 + ["smalltalk"] * 40)


def test_the_link_decides_where_the_words_do_not(blend: Blend) -> None:
    assert blend.probabilities(told(linked=True))["question"] > 0.8
    assert blend.probabilities(told(linked=False))["out_of_scope"] > 0.8


def test_probabilities_add_up_to_one(blend: Blend) -> None:
    for evidence in (told(True), told(False), Evidence("", {})):
        shares = blend.probabilities(evidence)
        assert tuple(shares) == GROUPS
        assert sum(shares.values()) == pytest.approx(1)


def test_a_group_without_a_training_message_is_never_likely(blend: Blend) -> None:
    shares = blend.probabilities(told(linked=True))
    assert shares["crisis"] < 0.01 and shares["person"] < 0.01


def test_a_stored_blend_gives_the_same_probabilities(blend: Blend, tmp_path: Path) -> None:
    blend.save(tmp_path / "blend.json")
    again = Blend.load(tmp_path / "blend.json")
    for linked in (True, False):
        assert again.probabilities(told(linked)) == blend.probabilities(told(linked))


def test_every_sign_is_a_number_whatever_the_evidence() -> None:
    crisis = {"kind": "suicide", "confidence": 0.9}
    facts = Facts(ages=(70,), events=("elder_alone",))
    many = [
        Evidence("", {}), told(True), Evidence("가" * 3000, {"greet": 1.0}),
        Evidence("도와주세요", {"crisis_suicide": 1.0}, crisis=crisis, facts=facts),
        Evidence("그거요", {}, links=(link_to(PENSION, 0.85, "said before"),)),
    ]  # fmt: skip
    lengths = {len(signs(evidence)) for evidence in many}
    assert len(lengths) == 1
    assert all(isinstance(sign, float | int) for evidence in many for sign in signs(evidence))


def test_danger_age_and_life_events_are_signs() -> None:
    plain = signs(Evidence("도와주세요", {}))
    full = signs(
        Evidence("도와주세요", {}, crisis={"confidence": 0.9}, facts=Facts(ages=(70,), events=("elder_alone",)))
    )
    assert [after - before for before, after in zip(plain, full, strict=True) if after != before] == [0.9, 1.0, 1.0]
