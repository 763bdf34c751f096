"""The linear model: trained with scikit-learn, served without it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.korean.ngrams import ngrams
from bot.linear import LinearModel, apart, fit, surprise, targets, train

MESSAGES = {
    "amount": [
        "얼마 나와요",
        "얼마예요",
        "금액이 얼마죠",
        "돈 얼마 줘요",
        "한달에 얼마",
        "얼마까지 되나요",
        "최대 얼마",
        "얼마나 받아요",
    ],
    "papers": [
        "서류 뭐 필요해요",
        "무슨 서류",
        "준비물 뭐예요",
        "서류 알려줘요",
        "필요한 서류",
        "뭐 가져가요",
        "구비 서류",
        "서류는요",
    ],
    "place": [
        "어디서 신청해요",
        "어디로 가요",
        "신청 어디",
        "어디에 내요",
        "접수 어디",
        "어디 가면 돼요",
        "어디서 해요",
        "장소 어디",
    ],
}
TEXTS = [text for texts in MESSAGES.values() for text in texts]
LABELS = [label for label, texts in MESSAGES.items() for _ in texts]
UNSEEN = {"그거 얼마 나오나요": "amount", "서류 뭐 내요": "papers", "어디 가서 신청": "place"}


def trained(labels: list[str] = LABELS, texts: list[str] = TEXTS) -> LinearModel:
    return train([ngrams(text) for text in texts], labels)


@pytest.fixture(scope="module")
def model() -> LinearModel:
    return trained()


def test_unseen_messages_get_their_label(model: LinearModel) -> None:
    for text, label in UNSEEN.items():
        shares = model.probabilities(ngrams(text))
        assert max(shares, key=shares.__getitem__) == label


def test_probabilities_add_up_to_one(model: LinearModel) -> None:
    for text in (*UNSEEN, "", "전혀 다른 말입니다", "?"):
        shares = model.probabilities(ngrams(text))
        assert set(shares) == set(MESSAGES)
        assert sum(shares.values()) == pytest.approx(1, abs=1e-5)
        assert all(share >= 0 for share in shares.values())


def test_a_stored_model_gives_the_same_probabilities(model: LinearModel, tmp_path: Path) -> None:
    model.save(tmp_path / "new" / "model.npz")
    again = LinearModel.load(tmp_path / "new" / "model.npz")
    assert again.labels == model.labels and again.temperature == model.temperature
    for text in UNSEEN:
        # Half precision of the weights: three digits.
        assert again.probabilities(ngrams(text)) == pytest.approx(model.probabilities(ngrams(text)), abs=2e-3)


def test_a_model_loaded_and_stored_again_is_the_same(model: LinearModel, tmp_path: Path) -> None:
    model.save(tmp_path / "one.npz")
    once = LinearModel.load(tmp_path / "one.npz")
    once.save(tmp_path / "two.npz")
    twice = LinearModel.load(tmp_path / "two.npz")
    for text in UNSEEN:
        assert twice.probabilities(ngrams(text)) == once.probabilities(ngrams(text))


def test_training_twice_gives_the_same_model() -> None:
    assert trained().probabilities(ngrams("얼마")) == trained().probabilities(ngrams("얼마"))


def test_two_labels_have_a_probability_each() -> None:
    model = trained(LABELS[:16], TEXTS[:16])
    shares = model.probabilities(ngrams("그거 얼마"))
    assert set(shares) == {"amount", "papers"}
    assert shares["amount"] > 0.5 and sum(shares.values()) == pytest.approx(1, abs=1e-5)
    assert model.probabilities(ngrams("무슨 서류 내요"))["papers"] > 0.5


def test_the_decision_values_of_two_labels_are_opposite() -> None:
    model = fit([ngrams(text) for text in TEXTS[:16]], LABELS[:16])
    assert np.allclose(model.scores(ngrams("얼마 나와요")).sum(), 0, atol=1e-5)


def test_a_third_is_held_out_and_a_message_stays_with_its_copies() -> None:
    seen, unseen = apart([number // 2 for number in range(600)])
    assert len(unseen) == 200 and not set(seen) & set(unseen)
    assert {row // 2 for row in seen}.isdisjoint(row // 2 for row in unseen)


def test_messages_written_one_after_another_are_held_out_together() -> None:
    _, unseen = apart(range(600))
    assert unseen[:20] == list(range(40, 60))


def test_few_messages_are_cut_too() -> None:
    assert [len(side) for side in apart(range(6))] == [4, 2]


def test_surprise_is_least_where_the_right_label_is_likeliest() -> None:
    sure, unsure = np.array([[4.0, 0.0]]), np.array([[0.0, 0.0]])
    assert (
        surprise(sure, targets(["a"], ["a", "b"]))
        < surprise(unsure, targets(["a"], ["a", "b"]))
        == pytest.approx(np.log(2))
    )
    assert surprise(np.vstack([sure, unsure]), targets(["a", "new"], ["a", "b"])) == surprise(sure, np.array([0]))


def test_the_temperature_sharpens_and_flattens(model: LinearModel) -> None:
    scores = np.array([1.0, 0.0, -1.0])
    parts = (model.labels, [], np.array([]), np.zeros((0, 3)), np.zeros(3))
    flat, sharp = (LinearModel(*parts, temperature).calibrated(scores) for temperature in (0.5, 5.0))
    assert sharp[model.labels[0]] > flat[model.labels[0]] > 1 / 3
    assert 0.2 <= model.temperature <= 20


def test_hopeless_labels_get_a_flat_temperature() -> None:
    same = [["a"]] * 24
    model = train(same, LABELS)
    assert model.probabilities(["a"]) == pytest.approx(dict.fromkeys(MESSAGES, 1 / 3), abs=0.05)


def test_copies_of_a_message_stay_on_one_side() -> None:
    """With the copies apart the held-out third would have been seen, and the model be surer than it may be."""
    mixed = [number + 8 * label for number in range(8) for label in range(3)] * 2
    documents, labels = [ngrams(TEXTS[n]) for n in mixed], [LABELS[n] for n in mixed]
    together = train(documents, labels, groups=[*range(24)] * 2).temperature
    apart = train(documents, labels, groups=[*range(24), *range(8, 24), *range(8)]).temperature
    assert together < apart


def test_features_of_the_same_bytes_are_not_taken_for_each_other() -> None:
    """ㄱ is 0x3131, and 1 is 0x31: Python's own hash of both is the same."""
    assert hash("ㄱ") == hash("11")
    model = train([["ㄱ", "a"], ["11", "b"], ["c"]] * 8, LABELS)
    assert np.array_equal(model.scores(["ㄱ"]), model.scores(["ㄱ", "unknown"]))
    assert not np.array_equal(model.scores(["ㄱ"]), model.scores(["11"]))


def test_rare_features_can_be_left_out() -> None:
    model = train([["common", f"rare{n}"] for n in range(24)], LABELS, min_count=2)
    assert np.array_equal(model.scores(["rare1"]), model.scores([]))


def test_a_message_without_known_features_has_the_bias_alone(model: LinearModel) -> None:
    assert np.array_equal(model.scores(["unknown"]), model.scores([]))


def test_an_explanation_names_what_pulled_most(model: LinearModel) -> None:
    pulls = model.weigh(ngrams("서류 얼마"), "amount", top=5)
    assert len(pulls) == 5
    assert [value for _, value in pulls] == sorted((value for _, value in pulls), reverse=True)
    assert any("얼" in feature or "ㅓㄹ" in feature for feature, _ in pulls)
    assert model.weigh(["unknown"], "amount") == []
