"""What of a program a message in a talk asks, by its words and by what was asked before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from bot import asked
from bot.asked import SIGNS, asked_in_talk, signs
from bot.evidence import Evidence
from bot.knowledge.program import ASPECTS


def said(text: str, intents: Mapping[str, float], **in_talk: float) -> Evidence:
    return Evidence(text, intents, in_talk=in_talk or None)


UNCLEAR = {"ask_amount": 0.3, "ask_eligibility": 0.35, "ask_overview": 0.2}
UNCLEAR_IN_TALK = {"amount": 0.3, "eligibility": 0.3}
PLAIN = {"ask_documents": 0.97, "ask_amount": 0.01}


def test_without_a_talk_the_words_alone_tell() -> None:
    assert asked_in_talk(said("부부면요", UNCLEAR), None)[0][0] == "eligibility"


def test_a_word_or_two_go_on_with_what_was_asked() -> None:
    of_a_couple = said("부부면요", UNCLEAR, **UNCLEAR_IN_TALK)
    after = {before: dict(asked_in_talk(of_a_couple, before)) for before in ("amount", "eligibility", None)}
    assert after["amount"]["amount"] > after[None]["amount"] and after["eligibility"]["eligibility"] > 0.5


def test_a_plain_question_is_read_as_it_stands() -> None:
    question = said("그럼 서류는 뭐가 필요해요", PLAIN, documents=0.9, amount=0.05)
    assert asked_in_talk(question, "amount")[0][0] == "documents"


def test_what_messages_in_a_talk_mean_by_such_words_counts() -> None:
    torn = {"ask_amount": 0.3, "ask_how_to_apply": 0.2, "ask_contact": 0.2}
    aspects = [asked_in_talk(said("인터넷은 안 되고?", torn, **heard), None)[0][0] for heard in (
        {"how_to_apply": 0.9, "amount": 0.01}, {"contact": 0.95, "amount": 0.01},
    )]  # fmt: skip
    assert aspects == ["how_to_apply", "contact"]


def test_the_shares_of_all_aspects_make_one() -> None:
    shares = dict(asked_in_talk(said("얼마", UNCLEAR, amount=1.0), "period"))
    assert set(shares) == set(ASPECTS) and abs(sum(shares.values()) - 1) < 1e-6


def test_what_is_fitted_is_kept_under_the_names_of_its_signs(tmp_path: Path) -> None:
    rows = [
        signs(said("부부면", UNCLEAR), "amount"),
        signs(said("둘이면", UNCLEAR), "period"),
        signs(said("서류는요", PLAIN), "amount"),
    ]
    weights = asked.fit(rows, ["amount", "period", "documents"])
    assert asked_in_talk(said("셋이면", UNCLEAR, period=0.1), "period", weights)[0][0] == "period"
    asked.save(weights, tmp_path / "weights.json")
    stored = json.loads((tmp_path / "weights.json").read_text(encoding="utf-8"))
    assert list(stored) == [*SIGNS, *ASPECTS] and np.allclose(list(stored.values()), weights, atol=1e-3)
