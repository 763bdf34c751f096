"""Our understanding beside the stock Rasa pipeline, both trained on the same data, in one run; `make bench`.

Times are of this machine in this run: read the ratios, and compare within one run only.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import typer

from benchmarks.apart import run_apart
from benchmarks.figures import Side, rows
from benchmarks.imported import put_in_force
from benchmarks.messages import held_apart, ordinary
from benchmarks.stock import EPOCHS
from benchmarks.table import page, print_tables
from benchmarks.training import Trained, stock_of_before, train_ours, train_stock
from benchmarks.turns import Turns, measure_turns
from bot.paths import ROOT

_LOADS = 3


def main(
    stock_epochs: Annotated[
        int, typer.Option(help="Fewer make the stock model worse: for trying the script out.")
    ] = EPOCHS,
    quick: Annotated[
        bool, typer.Option("--quick", help="Take the stock model of the last run, where there is one.")
    ] = False,
    messages: Annotated[int, typer.Option(help="How many messages are timed.", min=100)] = 400,
    turns: Annotated[int, typer.Option(help="The length of the long conversation.")] = 500,
    rounds: Annotated[int, typer.Option(help="How many turns of each kind are timed.")] = 20,
    imported: Annotated[int, typer.Option(help="How many imported programs are in force.")] = 6_000,
    data: Annotated[
        Path, typer.Option(help="The shared data that they are from.", exists=True, file_okay=False)
    ] = ROOT.parent / "shared" / "data",
    table: Annotated[Path, typer.Option(help="Where the table is kept.")] = ROOT / "benchmarks" / "understanding.md",
) -> None:
    """Trains, loads, asks and times both; prints the table and keeps it."""
    _say(f"{imported:,} imported programs, from {data}")
    put_in_force(data, imported)
    models = {"stock": _stock(stock_epochs, quick), "ours": _ours()}
    _say("asking both, by turns")
    asked = run_apart("benchmarks.side_by_side", models["ours"].path, models["stock"].path, messages)
    loading = _loading(models)
    sides = {
        name: Side(model, loading[name], asked[name], _turns(name, model, turns, rounds))
        for name, model in models.items()
    }
    lines = list(rows(sides["ours"], sides["stock"], turns))
    notes = list(_notes(asked, models, messages, rounds))
    print_tables(lines, asked["parts"], notes)
    table.write_text(page(lines, asked["parts"], notes), encoding="utf-8")


def _ours() -> Trained:
    _say("training ours")
    return train_ours()


def _stock(epochs: int, quick: bool) -> Trained:
    if quick and (trained := stock_of_before()):
        _say(f"the stock model of before: {trained.epochs} epochs")
        return trained
    _say(f"training stock, {epochs} epochs (ten minutes and more for {EPOCHS})")
    return train_stock(epochs)


def _loading(models: Mapping[str, Trained]) -> dict[str, dict[str, float]]:
    """Medians of some fresh processes of each, by turns."""
    _say("loading both, by turns")
    loads = [{name: run_apart("benchmarks.loading", m.path) for name, m in models.items()} for _ in range(_LOADS)]
    return {name: {part: median(load[name][part] for load in loads) for part in ("model", "first")} for name in models}


def _turns(name: str, model: Trained, length: int, rounds: int) -> Turns:
    """Ours with the store that a service has, stock with Rasa's own."""
    _say(f"{length} turns of one conversation: {name}")
    return measure_turns(Path(model.path), ordinary(length), length, rounds, kept=name == "ours")


def _notes(asked: Mapping[str, Any], models: Mapping[str, Trained], messages: int, rounds: int) -> Iterator[str]:
    """What a reader must know of the run to read its figures."""
    stock = models["stock"]
    yield (
        f"Measured on {date.today()} with {os.cpu_count()} cores, load average {os.getloadavg()[1]:.1f} at the end, "
        f"Python {sys.version_info.major}.{sys.version_info.minor}, Rasa {version('rasa')}: `make bench`."
    )
    yield f"Ours knew {asked['curated']} curated and {asked['imported']:,} imported programs; the stock pipeline knows none."
    yield (
        f"Stock is the configuration that Rasa trains a `rasa init` project with, for Korean, {stock.epochs} epochs, on "
        "data/nlu and data/rules; without stories its TED and UnexpecTED have nothing to learn, and its costs lack theirs."
    )
    if stock.epochs != EPOCHS:
        yield f"**The stock training was shortened**: {stock.epochs} epochs of {EPOCHS}. Its accuracy and training time are not its own."
    if stock.data != models["ours"].data:
        yield "**The stock model is of earlier training data** than ours."
    yield f"NLU: {messages} messages of tests/nlu/ordinary.jsonl, both models in one process, A B B A."
    yield (
        f"Turns: over HTTP through Rasa and the action server, medians of {rounds}; ours with its encrypted SQLite store, "
        "stock with Rasa's store in memory. Memory is what the Rasa process holds after them."
    )
    yield f"Training is the whole `rasa train`, imports included; loading is the median of {_LOADS} fresh processes."
    yield (
        f"Right: the {len(held_apart())} messages of tests/nlu/messages.jsonl, with 95 % intervals. A fallback counts as the "
        "intent below it, which is the kinder reading for stock."
    )


def _say(what: str) -> None:
    print(f"== {what}", flush=True)


if __name__ == "__main__":
    typer.run(main)
