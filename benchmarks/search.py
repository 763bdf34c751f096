"""What finding a program costs at 1,000, 6,000 and 60,000 imported ones, and how often the right one is found.

Run with `python -m benchmarks.search [DATA]`; DATA is the folder of the shared data, `../shared/data` where none is
given. 60,000 are made of the real ones with a seed: other numbers, regions and words in their texts, the same lengths.
Times are the processor time of the thread, with one BLAS thread as in the service: what else the machine does counts
little. Compare within one run only.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from threadpoolctl import threadpool_limits

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.imported import Imported
from bot.knowledge.snapshot import Snapshot, write_snapshot
from bot.knowledge.unified import find_any
from bot.paths import ROOT
from handoff.knowledge.readers.combine import combine
from handoff.knowledge.readers.read import read_file

_SIZES = (1_000, 6_000, 60_000)
_QUESTIONS = ROOT / "tests" / "nlu" / "search.jsonl"
_FILES = (
    ("bokjiro-list-2026-06/welfare_full.json.gz", "bokjiro-central", date(2026, 6, 12)),
    ("bokjiro-list-2026-06/welfare_full.json.gz", "bokjiro-local", date(2026, 6, 12)),
    ("bokjiro-list-2026-06/details.json.gz", "bokjiro-central", date(2026, 6, 12)),
    ("bokjiro-list-2026-06/details.json.gz", "bokjiro-local", date(2026, 6, 12)),
    ("gov24-list-2025-08/serviceList.jsonl.gz", "gov24", date(2025, 8, 21)),
    ("youthcenter-seoul-2025-09/seoul_policies.json.gz", "youthcenter", date(2025, 9, 12)),
)
console = Console()


def main() -> None:
    """Prints the table of costs, then the table of accuracy on the real programs."""
    programs = read_programs(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data")
    questions = [json.loads(line) for line in _QUESTIONS.read_text(encoding="utf-8").splitlines()]
    costs = Table(
        "imported", "snapshot s", "MiB", "load s", "catalog median ms", "p99 ms", "both tiers median ms", "p99 ms"
    )
    with threadpool_limits(1):
        for size in _SIZES:
            with tempfile.TemporaryDirectory() as folder:
                costs.add_row(f"{size:,}", *cost_of(sized(programs, size), questions, Path(folder)))
    console.print(costs)
    with tempfile.TemporaryDirectory() as folder:
        write_snapshot(Path(folder), programs, ())
        console.print(accuracy(KnowledgeBase.load(snapshots=Path(folder)), questions))


def read_programs(data: Path) -> list[Imported]:
    """All imported programs of the shared data, lists with their details."""
    found: dict[str, Imported] = {}
    for name, source, retrieved in _FILES:
        for record in read_file(data / name, source, retrieved).records:
            found[record.id] = combine(found[record.id], record) if record.id in found else record
    return [program for program in found.values() if program.name]


def sized(programs: Sequence[Imported], size: int, seed: int = 3) -> list[Imported]:
    """So many programs: a sample of the real ones, or all of them and variations."""
    dice = random.Random(seed)
    if size <= len(programs):
        return dice.sample(list(programs), size)
    more = (_varied(dice.choice(programs), number, programs, dice) for number in range(size - len(programs)))
    return [*programs, *more]


def _varied(program: Imported, number: int, programs: Sequence[Imported], dice: random.Random) -> Imported:
    """Another program of about the same length: a third of its words come from another one."""
    other, id = dice.choice(programs), f"{program.source_id}V{number}"

    def mixed(text: str, words: list[str]) -> str:
        return " ".join(dice.choice(words) if words and dice.random() < 0.33 else word for word in text.split())

    return replace(
        program, id=f"{program.source}:{id}", source_id=id, name=mixed(program.name, other.name.split()),
        summary=mixed(program.summary, other.summary.split()), target=mixed(program.target, other.target.split()),
    )  # fmt: skip


def cost_of(programs: Sequence[Imported], questions: Sequence[dict[str, Any]], folder: Path) -> Iterator[str]:
    """The cells of one row."""
    begun = time.perf_counter()
    write_snapshot(folder, programs, ())
    yield f"{time.perf_counter() - begun:.1f}"
    yield f"{sum(path.stat().st_size for path in folder.glob('*.sqlite')) / 2**20:.0f}"
    begun = time.perf_counter()
    base = KnowledgeBase.load(snapshots=folder)
    yield f"{time.perf_counter() - begun:.1f}"
    catalog = Snapshot.current(folder).catalog  # type: ignore[union-attr]
    yield from _times(lambda q: catalog.find(q["text"], q["office"]), questions)
    yield from _times(lambda q: find_any(base, q["text"], q["office"]), questions)


def _times(work: Callable[[dict[str, Any]], object], questions: Sequence[dict[str, Any]]) -> Iterator[str]:
    for question in questions[:20]:
        work(question)
    times = []
    for question in questions:
        begun = time.thread_time()
        work(question)
        times.append((time.thread_time() - begun) * 1000)
    yield f"{statistics.median(times):.2f}"
    yield f"{statistics.quantiles(times, n=100)[98]:.2f}"


def accuracy(base: KnowledgeBase, questions: Sequence[dict[str, Any]]) -> Table:
    """How often the right program comes first, and among the first five, by tier and by whether it is named."""
    table = Table("questions", "number", "first", "first five")
    places = [_place(base, question) for question in questions]
    kinds = {"all": {}} | {
        f"{tier}, {'named' if named else 'described'}": {"tier": tier, "named": named}
        for tier in ("curated", "imported") for named in (True, False)
    }  # fmt: skip
    for kind, traits in kinds.items():
        of_kind = [p for p, q in zip(places, questions, strict=True) if traits.items() <= q.items()]
        shares = [sum(place < most for place in of_kind) / len(of_kind) for most in (1, 5)]
        table.add_row(kind, str(len(of_kind)), *(f"{share:.1%}" for share in shares))
    return table


def _place(base: KnowledgeBase, question: dict[str, Any]) -> int:
    found = [hit.program.id for hit in find_any(base, question["text"], question["office"], today=date(2026, 6, 12))]
    return next((place for place, id in enumerate(found) if id in question["want"]), len(found) + 99)


if __name__ == "__main__":
    main()
