"""Keeps how good the understanding is now, for later changes to be held against: `python -m tests.nlu.keep_figures`.

Run it on the main branch, with its model; tests/rasa/test_understanding.py fails where a figure falls clearly below.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bot.evaluation.data import figures_data, figures_of
from bot.evaluation.intervals import Figure
from bot.evaluation.judged import is_dialogues, judge
from bot.evaluation.measures import Measures, measures_of
from bot.knowledge.base import KnowledgeBase
from handoff.cli.batch import converse_line, own_bot, triage_line
from handoff.turns.bot_client import BotClient

FOLDER = Path(__file__).parent
KEPT = FOLDER / "figures.json"
SETS = ("messages", "dialogues", "dialogues_fresh")
_AT_ONCE = 6


def kept(name: str) -> dict[str, Figure]:
    """The figures of the main branch on one of SETS."""
    return figures_of(json.loads(KEPT.read_text(encoding="utf-8"))[name])


async def measure_now(bot: BotClient, name: str) -> Measures:
    """Asks the bot every line of one of SETS, by the path of the batch interface."""
    rows = [json.loads(text) for text in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    answer: Callable[[BotClient, dict[str, Any]], Any] = converse_line if is_dialogues(rows) else triage_line
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(row: dict[str, Any]) -> dict[str, Any]:
        async with gate:
            return dict(await answer(bot, row))

    decided = await asyncio.gather(*map(one, rows))
    return measures_of(judge(rows, decided, KnowledgeBase.load().programs))


def keep(measured: Mapping[str, Measures]) -> None:
    data = {name: figures_data(measures.figures) for name, measures in measured.items()}
    lines = (f' "{name}": {{\n{_lines(figures)}\n }}' for name, figures in data.items())
    KEPT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _lines(figures: Mapping[str, Any]) -> str:
    """One figure a line, so that a diff shows what moved."""
    return ",\n".join(f'  "{name}": {json.dumps(figure)}' for name, figure in figures.items())


async def main() -> None:
    async with own_bot() as bot:
        measured = {name: await measure_now(bot, name) for name in SETS}
    keep(measured)
    for name, measures in measured.items():
        print(name, *(f"  {measure}: {figure}" for measure, figure in measures.figures.items()), sep="\n")


if __name__ == "__main__":
    asyncio.run(main())
