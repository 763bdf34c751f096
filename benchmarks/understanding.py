"""What understanding one message costs, part by part and through Rasa; medians over the message sample.

Run with `make bench`; needs a trained model. Times are of this machine in this run: compare within one run only.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.cli.explain import trained_classifier
from bot.cli.train import newest_model
from bot.evidence import Context
from bot.intents import features
from bot.knowledge.base import KnowledgeBase
from bot.korean.facts import read_facts
from bot.paths import ROOT
from bot.reading import read_evidence
from bot.safety.net import check
from bot.triage import decide

_ROUNDS = 5
_HELD_APART = ROOT / "tests" / "nlu" / "messages.jsonl"


def main() -> None:
    """Prints one table."""
    texts = [json.loads(line)["text"] for line in _HELD_APART.read_text(encoding="utf-8").splitlines()][:200]
    table = Table("part", "median ms", "p99 ms")
    for name, work in {**_parts(), "NLU of one message, through Rasa's graph": _rasa_parse()}.items():
        times = _times(work, texts)
        table.add_row(name, f"{statistics.median(times):.2f}", f"{statistics.quantiles(times, n=100)[98]:.2f}")
    Console().print(table)
    Console().print(f"memory of this process: {_memory():.0f} MiB (with Rasa's imports)")


def _parts() -> dict[str, Callable[[str], object]]:
    trained = trained_classifier()
    if trained is None:
        raise SystemExit("no trained model: run `make train` first")
    model, blend = trained
    base = KnowledgeBase.load()
    today = date.today()

    def whole(text: str) -> object:
        seen = read_evidence(text, base, model.probabilities(features(text, base.linker)))
        return decide(replace(seen, groups=blend.probabilities(seen)), Context(), base)

    return {
        "crisis net": check,
        f"linking to {len(base.programs)} programs": base.linker.link,
        "ages, households, life events": lambda text: read_facts(text, today),
        "intents": lambda text: model.probabilities(features(text, base.linker)),
        "all evidence and the decision": whole,
    }


def _rasa_parse() -> Callable[[str], object]:
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog()
    model = newest_model()
    assert model is not None
    agent = Agent.load(str(model))
    loop = asyncio.new_event_loop()
    return lambda text: loop.run_until_complete(agent.parse_message(text))


def _times(work: Callable[[str], object], texts: list[str]) -> list[float]:
    for text in texts[:20]:
        work(text)
    times = []
    for text in texts * _ROUNDS:
        begun = time.perf_counter()
        work(text)
        times.append((time.perf_counter() - begun) * 1000)
    return times


def _memory() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(row for row in status.splitlines() if row.startswith("VmRSS")).split()[1]) / 1024


if __name__ == "__main__":
    main()
