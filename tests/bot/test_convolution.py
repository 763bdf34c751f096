"""The network over words: trained with Keras, served with NumPy alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.convolution import LENGTH, ConvolutionModel, fit
from bot.korean.vectors import words_of

HUNGRY = [
    "밥을 굶고 있어요",
    "며칠째 굶었어요",
    "먹을 게 없어서 굶어요",
    "애들이 굶고 있어요",
    "이틀 동안 굶었습니다",
    "쌀이 없어 굶어요",
] * 3
RENT = [
    "월세가 밀렸어요",
    "월세 지원 되나요",
    "월세를 못 냈어요",
    "방 월세가 비싸요",
    "월세 보조 신청",
    "월세 때문에 힘들어요",
] * 3


def train(texts: list[str], labels: list[str], epochs: int) -> ConvolutionModel:
    return fit([words_of(text, LENGTH) for text in texts], labels, epochs=epochs)


@pytest.fixture(scope="module")
def model() -> ConvolutionModel:
    return train([*HUNGRY, *RENT], ["hungry"] * len(HUNGRY) + ["rent"] * len(RENT), epochs=20)


def likeliest(model: ConvolutionModel, text: str) -> str:
    return model.labels[int(model.scores(text).argmax())]


def test_a_word_that_training_never_saw_is_known_by_what_it_means(model: ConvolutionModel) -> None:
    assert likeliest(model, "너무 허기지고 배고파요") == "hungry"
    assert likeliest(model, "방세가 올랐어요") == "rent"


def test_numpy_says_what_keras_says(model: ConvolutionModel) -> None:
    """The served arithmetic is written by hand: each filter over each window, padded as Keras pads."""
    import tensorflow as tf

    from bot import convolution
    from bot.korean.vectors import word_vectors

    network = convolution._network(word_vectors(), len(model._own), 2, 1)
    parts = model._parts
    network.get_layer("own").set_weights([parts["own"]])
    network.get_layer("kind").set_weights([parts["kind"]])
    for width in convolution.WIDTHS:
        network.get_layer(f"filter{width}").set_weights([parts[f"filter{width}"], parts[f"bias{width}"]])
    network.get_layer("weights").set_weights([parts["weights"], parts["bias"]])
    for text in ("굶어요", "월세 지원 되나요 며칠째 굶었어요", "여권", "월세가 " * 60):
        rows = [
            tf.constant(row[None]) for row in convolution.rows_of(words_of(text, LENGTH), model._own, word_vectors())
        ]
        assert model.scores(text) == pytest.approx(network(rows).numpy()[0], abs=1e-4)


def test_a_message_without_words_has_scores_too(model: ConvolutionModel) -> None:
    for text in ("", "...", "ㅠㅠ", "\x00"):
        assert np.isfinite(model.scores(text)).all()


def test_a_stored_network_says_the_same(model: ConvolutionModel, tmp_path: Path) -> None:
    model.save(tmp_path / "words.npz")
    again = ConvolutionModel.load(tmp_path / "words.npz")
    assert again.labels == model.labels
    assert again.scores("방세가 올랐어요") == pytest.approx(model.scores("방세가 올랐어요"), abs=0.05)


def test_training_twice_gives_the_same_network() -> None:
    one, two = (train(HUNGRY[:6] + RENT[:6], ["hungry"] * 6 + ["rent"] * 6, epochs=2) for _ in range(2))
    assert np.array_equal(one.scores("굶어요"), two.scores("굶어요"))
