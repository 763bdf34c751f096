"""The aspect of a question is read a second time, among questions alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.aspect import AspectModel, train

AMOUNTS = [f"{who} 한 달에 얼마 나와요" for who in ("저는", "엄마는", "아빠는", "동생은", "할머니는", "우리는")]
LIMITS = [f"{who} 소득이 얼마까지 되나요" for who in ("저는", "엄마는", "아빠는", "동생은", "할머니는", "우리는")]
TEXTS = [*AMOUNTS, *LIMITS, "고마워요"]
LABELS = ["ask_amount"] * 6 + ["ask_eligibility"] * 6 + ["thank"]
UNSURE = {"ask_amount": 0.45, "ask_eligibility": 0.45, "thank": 0.1}


@pytest.fixture(scope="module")
def model() -> AspectModel:
    return train(TEXTS, LABELS, dict.fromkeys((4, 5, 10, 11, 12), UNSURE), min_count=1)


def test_it_decides_where_the_first_reading_is_unsure(model: AspectModel) -> None:
    amount, limit = (model.divide(UNSURE, text) for text in ("형은 한 달에 얼마 나와요", "형은 소득이 얼마까지 되나요"))
    assert amount["ask_amount"] > amount["ask_eligibility"] and limit["ask_eligibility"] > limit["ask_amount"]


def test_it_divides_what_the_questions_have_and_leaves_the_rest(model: AspectModel) -> None:
    divided = model.divide(UNSURE, "한 달에 얼마 나와요")
    assert divided["thank"] == 0.1 and sum(divided.values()) == pytest.approx(1.0)


def test_it_is_kept_as_it_is(model: AspectModel, tmp_path: Path) -> None:
    model.save(tmp_path, "aspects")
    kept = AspectModel.load(tmp_path, "aspects").divide(UNSURE, "한 달에 얼마 나와요")
    assert kept["ask_amount"] == pytest.approx(model.divide(UNSURE, "한 달에 얼마 나와요")["ask_amount"], abs=0.01)


def test_a_handful_of_messages_changes_nothing() -> None:
    few = train(["얼마예요", "소득 얼마까지"], ["ask_amount", "ask_eligibility"], {}, min_count=1)
    divided = few.divide(UNSURE, "얼마예요")
    assert divided["ask_amount"] == pytest.approx(0.45)
