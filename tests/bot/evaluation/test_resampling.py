from __future__ import annotations

import numpy as np
import pytest

from bot.evaluation.judged import judge
from bot.evaluation.resampling import DRAWS, pivotal, weights
from tests.bot.evaluation.factories import ASKED, PROGRAMS, RIGHT, judged


def test_each_draw_has_as_many_messages_as_there_are() -> None:
    drawn = weights(judged(*[(ASKED, RIGHT)] * 7))
    assert drawn.shape == (DRAWS, 7) and (drawn.sum(axis=1) == 7).all()


def test_the_turns_of_a_dialogue_are_drawn_together() -> None:
    talks = [{"id": name, "turns": [ASKED] * 3} for name in "ab"]
    drawn = weights(judge(talks, [{"turns": [RIGHT] * 3}] * 2, PROGRAMS))
    assert (drawn[:, 0] == drawn[:, 2]).all() and (drawn[:, 3] == drawn[:, 5]).all()


def test_the_interval_takes_out_what_resampling_adds() -> None:
    """Draws between 0.2 and 0.4 around a figure of 0.2: it is likely lower, and never above itself less nothing."""
    assert pivotal(0.2, np.linspace(0.2, 0.4, 1001)) == pytest.approx((0.005, 0.2), abs=0.006)
