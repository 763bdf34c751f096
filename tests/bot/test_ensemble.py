"""Letters and words weighed together."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.ensemble import Ensemble, train
from bot.korean.ngrams import ngrams
from tests.bot.test_convolution import HUNGRY, RENT

TEXTS = [*HUNGRY, *RENT]
LABELS = ["hungry"] * len(HUNGRY) + ["rent"] * len(RENT)
ORDER = [place for pair in zip(range(len(HUNGRY)), range(len(HUNGRY), len(TEXTS)), strict=True) for place in pair]


@pytest.fixture(scope="module")
def trained() -> tuple[Ensemble, dict[int, dict[str, float]]]:
    texts, labels = [TEXTS[place] for place in ORDER], [LABELS[place] for place in ORDER]
    return train(texts, [ngrams(text) for text in texts], labels, groups=range(len(texts)), epochs=10)


def test_unseen_messages_get_their_label(trained: tuple[Ensemble, dict[int, dict[str, float]]]) -> None:
    model, _ = trained
    for text, label in {"굶엇어요ㅠ": "hungry", "월새가 밀럿어요": "rent"}.items():
        shares = model.probabilities(ngrams(text), text)
        assert shares[label] > 0.5
        assert sum(shares.values()) == pytest.approx(1, abs=1e-5)


def test_a_third_of_the_rows_comes_with_probabilities_of_models_that_have_not_seen_them(
    trained: tuple[Ensemble, dict[int, dict[str, float]]],
) -> None:
    _, held_out = trained
    assert len(held_out) == len(TEXTS) // 3
    assert all(set(shares) == {"hungry", "rent"} for shares in held_out.values())


def test_a_stored_ensemble_says_the_same(trained: tuple[Ensemble, dict[int, dict[str, float]]], tmp_path: Path) -> None:
    model, _ = trained
    model.save(tmp_path, "needs")
    again = Ensemble.load(tmp_path, "needs")
    assert again.weights == pytest.approx(model.weights, abs=1e-3)
    text = "월세가 밀렸어요"
    assert again.probabilities(ngrams(text), text) == pytest.approx(model.probabilities(ngrams(text), text), abs=0.02)
