"""Two models on the same messages, and two files of figures."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation.comparison import BETTER, LIKE, WORSE, Change, compare_figures, compare_paired, mcnemar
from bot.evaluation.intervals import Share
from bot.evaluation.judged import Judged, judge
from tests.bot.evaluation.factories import PROGRAMS, judged, label, made


def decided(right: int, of: int = 100) -> list[Judged]:
    """So many handoffs that are right; the rest are answered, which is wrong automatic too."""
    handoff = label("handoff")
    return judged(*[(handoff, made("handoff"))] * right, *[(handoff, made("answer"))] * (of - right))


def change(changes: list[Change], name: str) -> Change:
    return next(change for change in changes if change.measure.name == name)


@pytest.mark.parametrize(
    ("won", "lost", "p"), [(0, 0, 1.0), (1, 0, 1.0), (5, 0, 0.0625), (6, 0, 0.03125), (8, 2, 0.109375), (5, 5, 1.0)]
)
def test_mcnemars_exact_test(won: int, lost: int, p: float) -> None:
    assert mcnemar(won, lost) == mcnemar(lost, won) == pytest.approx(p)


def test_ten_messages_more_right_and_none_lost_is_clearly_better() -> None:
    found = change(compare_paired(decided(80), decided(90)), "decision")
    assert (found.won, found.lost, found.verdict) == (10, 0, BETTER)
    assert found.apart.value == pytest.approx(0.1)
    assert found.apart.interval[0] == pytest.approx(0.04, abs=0.02)


def test_the_other_way_round_it_is_clearly_worse() -> None:
    assert change(compare_paired(decided(90), decided(80)), "decision").verdict == WORSE


def test_where_less_is_better_a_rise_is_worse() -> None:
    found = change(compare_paired(decided(90), decided(80)), "wrong_automatic")
    assert (found.apart.value, found.verdict) == (pytest.approx(0.1), WORSE)
    assert (found.won, found.lost) == (0, 10)


def test_a_few_messages_are_no_clear_difference() -> None:
    assert change(compare_paired(decided(80), decided(83)), "decision").verdict == LIKE


def test_the_macro_f1_and_the_calibration_are_compared_by_resampling_alone() -> None:
    found = change(compare_paired(decided(50), decided(90)), "macro_f1")
    assert (found.won, found.chance, found.verdict) == (None, None, BETTER)


def test_a_comparison_comes_out_the_same_each_time() -> None:
    assert compare_paired(decided(80), decided(90)) == compare_paired(decided(80), decided(90))


def test_turns_of_one_dialogue_are_no_independent_witnesses() -> None:
    """Ten turns won are clear, unless they are all of one talk out of two."""

    def talks(won: str) -> list[Judged]:
        rows: list[dict[str, Any]] = [{"id": f"d{n}", "turns": [label("handoff")] * 10} for n in range(2)]
        answers = [{"turns": [made(won)] * 10}, {"turns": [made("handoff")] * 10}]
        return judge(rows, answers, PROGRAMS)

    assert change(compare_paired(talks("answer"), talks("handoff")), "decision").verdict == LIKE


def test_a_measure_that_asks_about_no_message_is_not_compared() -> None:
    assert "crises" not in [c.measure.name for c in compare_paired(decided(80), decided(90))]


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [(Share(800, 1000), Share(900, 1000), BETTER), (Share(80, 100), Share(85, 100), LIKE), (Share(9, 10), Share(0, 10), WORSE)],
)  # fmt: skip
def test_two_files_of_figures_are_compared_by_their_intervals(old: Share, new: Share, verdict: str) -> None:
    [found] = compare_figures({"decision": old}, {"decision": new, "right": new})
    assert (found.measure.name, found.verdict) == ("decision", verdict)
