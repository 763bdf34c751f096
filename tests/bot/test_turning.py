"""By its words alone a message in a talk goes on about what was spoken of, or turns away from it."""

from __future__ import annotations

from pathlib import Path

from bot import turning
from bot.linear import LinearModel
from bot.turning import turned
from tests.knowledge import real_base

GO_ON = (
    "그럼 서류는요",
    "그거 언제까지예요",
    "얼마나 나와요",
    "그럼 어디로 가요",
    "부부면 얼마예요",
    "그건 누가 받아요",
)
TURN = (
    "버스비도 나와요",
    "전기세도 깎아 줘요",
    "집으로 오시는 분은 없나요",
    "틀니도 해 줘요",
    "쌀도 싸게 주나요",
    "약값도 도와주나요",
)


def test_what_is_fitted_tells_turning_away_from_going_on() -> None:
    linker = real_base().linker
    model = turning.fit([*GO_ON, *TURN], [False] * len(GO_ON) + [True] * len(TURN), linker)
    assert turned("가스비도 깎아 주나요", linker, model) > 0 > turned("그럼 그거 언제 나와요", linker, model)


def test_the_kept_model_does_too() -> None:
    linker = real_base().linker
    assert turned("그럼 서류는 뭐 필요해요", linker) < 0 < turned("기름값도 도와주는 게 있나요", linker)


def test_a_kept_model_says_the_same(tmp_path: Path) -> None:
    linker = real_base().linker
    model = turning.fit([*GO_ON, *TURN], [False] * len(GO_ON) + [True] * len(TURN), linker)
    turning.save(model, tmp_path / "turning.npz")
    again = LinearModel.load(tmp_path / "turning.npz")
    for text in (*GO_ON, *TURN):
        assert abs(turned(text, linker, again) - turned(text, linker, model)) < 0.01
