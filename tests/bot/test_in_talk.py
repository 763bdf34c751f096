"""By its words alone a message in a talk asks an aspect, or amounts to something else than a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import in_talk, turning
from bot.in_talk import groups_heard, heard
from bot.intents import GROUPS, features
from bot.linear import LinearModel
from tests.knowledge import real_base

SAID = {
    "how_to_apply": ("인터넷은 안 되고?", "인터넷으로 되나", "인터넷 신청은요", "대신 인터넷으로 넣어도 되지"),
    "amount": ("그럼 다 합쳐서?", "둘이면 합쳐서 얼마", "합쳐서 많이 되나", "그래 합쳐 봐야 얼마나 되나"),
    "smalltalk": ("아이고 그렇구나", "그렇구나 몰랐네", "그렇게나 적게 주네", "아이고 고마워라 그렇구나"),
}


def test_what_is_fitted_tells_aspects_and_remarks_and_is_kept(tmp_path: Path) -> None:
    linker = real_base().linker
    texts, labels = zip(*((text, label) for label, said in SAID.items() for text in said * 3), strict=True)
    model = in_talk.fit(texts, labels, linker)
    assert [max(shares, key=shares.__getitem__) for shares in (
        heard("인터넷은요?", linker, model), heard("합쳐서 그럼", linker, model), heard("그렇구나", linker, model),
    )] == list(SAID)  # fmt: skip
    in_talk.save(model, tmp_path / "in_talk.npz")
    again = heard("인터넷은요?", linker, LinearModel.load(tmp_path / "in_talk.npz"))
    assert max(again, key=again.__getitem__) == "how_to_apply"


def test_the_kept_model_knows_a_question_from_a_sigh() -> None:
    linker = real_base().linker
    question, sigh = (groups_heard(heard(text, linker)) for text in ("그럼 서류는요", "아이고 참 고맙네요"))
    assert question["question"] > 0.8 and sigh["smalltalk"] > 0.5


def test_all_aspects_together_are_the_question() -> None:
    shares = groups_heard({"amount": 0.3, "documents": 0.3, "smalltalk": 0.4})
    assert set(shares) == set(GROUPS) and abs(shares["question"] - 0.6) < 1e-9 and shares["smalltalk"] == 0.4


@pytest.mark.parametrize("model", [in_talk.kept(), turning.kept()], ids=["in_talk", "turning"])
def test_the_kept_models_know_what_is_read_of_a_message_now(model: LinearModel) -> None:
    read = set(features("그럼 서류는 뭐가 필요해요? 인터넷으로 신청되나요", real_base().linker))
    known = model.weigh(sorted(read), model.labels[0], top=len(read))
    assert len(known) > 0.8 * len(read), "fitted on other features: run python -m bot.fit_talk"
