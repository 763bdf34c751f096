"""Both models in one process, asked by turns: `python -m benchmarks.side_by_side OURS STOCK MESSAGES RESULT`."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy import Parsed, Row, aspects_right, decisions_right, fallbacks, kinds_right
from benchmarks.inprocess import Loaded, import_parts
from benchmarks.messages import held_apart, ordinary
from benchmarks.parts import Stopwatches
from bot.evaluation.intervals import Share
from bot.knowledge.base import knowledge

_WARM_UP = 20


def main(ours: Path, stock: Path, messages: int, result: Path) -> None:
    """Writes times and shares of both, and how many programs ours knew."""
    watches = Stopwatches(import_parts())
    models = {"ours": Loaded(ours), "stock": Loaded(stock)}
    texts, rows, base = ordinary(messages), held_apart(), knowledge.get()
    times = time_by_turns(models, texts)
    parts = watches.means(whole=statistics.fmean(times["ours"]), after=_WARM_UP)
    parsed = {name: [model.parse(row["text"]) for row in rows] for name, model in models.items()}
    figures: dict[str, Any] = {name: figures_of(times[name], rows, parsed[name]) for name in models}
    figures["ours"]["decisions"] = _pair(decisions_right(rows, parsed["ours"], base))
    figures |= {"parts": parts, "curated": len(base.programs), "imported": len(base.catalog or ())}
    result.write_text(json.dumps(figures), encoding="utf-8")


def figures_of(times: Sequence[float], rows: Sequence[Row], parsed: Sequence[Parsed]) -> dict[str, Any]:
    """What both models have; shares as [right, of]."""
    return {
        "parse_ms": statistics.median(times),
        "parse_p99_ms": statistics.quantiles(times, n=100)[98],
        "kinds": _pair(kinds_right(rows, parsed)),
        "aspects": _pair(aspects_right(rows, parsed)),
        "fallbacks": _pair(fallbacks(parsed)),
    }


def time_by_turns(models: dict[str, Loaded], texts: Sequence[str]) -> dict[str, list[float]]:
    """Milliseconds of each message, A B B A: what else the machine does meets both alike."""
    times: dict[str, list[float]] = {name: [] for name in models}
    order = list(models)
    for text in texts[:_WARM_UP]:
        for name in order:
            models[name].parse(text)
    for text in texts:
        for name in order:
            begun = time.perf_counter()
            models[name].parse(text)
            times[name].append((time.perf_counter() - begun) * 1000)
        order.reverse()
    return times


def _pair(share: Share) -> list[int]:
    return [share.right, share.of]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
