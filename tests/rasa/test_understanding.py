"""No change makes the understanding clearly worse than the figures kept of the main branch (tests/nlu/figures.json).

What "clearly" means stands in bot/evaluation/kept.py. After a change that is meant: `python -m tests.nlu.keep_figures`.
"""

from __future__ import annotations

import asyncio

import pytest

from bot.evaluation.kept import fallen
from bot.evaluation.measures import MEASURES, TURN_MEASURES, Measures
from handoff.turns.bot_client import BotClient
from tests.nlu.keep_figures import SETS, kept, measure_now

PATIENCE = 20.0  # seconds for one turn, as in a batch

pytestmark = [pytest.mark.rasa, pytest.mark.slow]


def measured(rasa: str, name: str) -> Measures:
    async def ask() -> Measures:
        bot = BotClient(rasa, timeout=PATIENCE)
        try:
            return await measure_now(bot, name)
        finally:
            await bot.close()

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("name", "bars"),
    [("messages", MEASURES), ("dialogues", TURN_MEASURES), ("dialogues_fresh", TURN_MEASURES)],
    ids=SETS,
)
def test_nothing_is_understood_clearly_worse_than_before(rasa: str, name: str, bars: tuple) -> None:
    now = measured(rasa, name)
    worst = "\n".join(f"  {expected['id']}: {wrong}" for expected, _, wrong in now.mistakes[:20])
    assert fallen(kept(name), now.figures, bars) == [], f"the most confident mistakes:\n{worst}"
