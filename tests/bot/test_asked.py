"""What of a program a message in a talk asks, by its words and by what was asked before."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from bot import asked
from bot.asked import SIGNS, asked_in_talk, signs
from bot.knowledge.program import ASPECTS

UNCLEAR = {"ask_amount": 0.3, "ask_eligibility": 0.35, "ask_overview": 0.2}
PLAIN = {"ask_documents": 0.97, "ask_amount": 0.01}


def test_without_a_talk_the_words_alone_tell() -> None:
    assert asked_in_talk("부부면요", UNCLEAR, None)[0][0] == "eligibility"


def test_a_word_or_two_go_on_with_what_was_asked() -> None:
    assert asked_in_talk("부부면요", UNCLEAR, "amount")[0][0] == "amount"


def test_a_plain_question_is_read_as_it_stands() -> None:
    assert asked_in_talk("그럼 서류는 뭐가 필요해요", PLAIN, "amount")[0][0] == "documents"


def test_the_shares_of_all_aspects_make_one() -> None:
    shares = dict(asked_in_talk("얼마", UNCLEAR, "period"))
    assert set(shares) == set(ASPECTS) and abs(sum(shares.values()) - 1) < 1e-6


def test_what_is_fitted_is_kept_under_the_names_of_its_signs(tmp_path: Path) -> None:
    rows = [signs("부부면", UNCLEAR, "amount"), signs("둘이면", UNCLEAR, "period"), signs("서류는요", PLAIN, "amount")]
    weights = asked.fit(rows, ["amount", "period", "documents"])
    assert asked_in_talk("셋이면", UNCLEAR, "period", weights)[0][0] == "period"
    asked.save(weights, tmp_path / "weights.json")
    stored = json.loads((tmp_path / "weights.json").read_text(encoding="utf-8"))
    assert list(stored) == [*SIGNS, *ASPECTS] and np.allclose(list(stored.values()), weights, atol=1e-3)
