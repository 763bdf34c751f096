"""Trains our pipeline and the stock one on the same data, by `rasa train`, and times both; no result of before is used."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import SCRATCH
from benchmarks.stock import write_stock_config
from bot.paths import ROOT

_MODELS = SCRATCH / "models"
_DATA = ("data/nlu", "data/rules")


@dataclass(frozen=True)
class Trained:
    """A model and what it took; `data` is a fingerprint of what it was trained on, `epochs` None where it is config.yml's."""

    path: str
    seconds: float
    data: str
    epochs: int | None = None


def train_ours() -> Trained:
    """As `bokji train` does, into the scratch folder."""
    return _train("ours", ROOT / "config.yml", ())


def train_stock(epochs: int) -> Trained:
    """On the same messages and rules; there are no stories, so TED and UnexpecTED have nothing to learn from."""
    config = write_stock_config(SCRATCH / "stock.yml", epochs)
    trained = _train("stock", config, ("--data", *_DATA), epochs)
    _kept().write_text(json.dumps(asdict(trained)), encoding="utf-8")
    return trained


def stock_of_before() -> Trained | None:
    """The stock model that the last run trained, or None."""
    if not _kept().exists():
        return None
    trained = Trained(**json.loads(_kept().read_text(encoding="utf-8")))
    return trained if Path(trained.path).exists() else None


def fingerprint_of_data() -> str:
    """Of the messages and rules that both learn from."""
    seen = hashlib.sha256()
    for file in sorted(path for folder in _DATA for path in (ROOT / folder).glob("*.yml")):
        seen.update(file.name.encode() + file.read_bytes())
    return seen.hexdigest()[:12]


def _train(name: str, config: Path, data: Sequence[str], epochs: int | None = None) -> Trained:
    """Seconds are of the whole command, Rasa's imports and its validation of the data included."""
    fingerprint, cache = fingerprint_of_data(), SCRATCH / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    command = [
        sys.executable, "-W", "ignore", "-m", "rasa", "train", "--quiet", "--force", "--config", str(config), *data,
        "--out", str(_MODELS), "--fixed-model-name", name,
    ]  # fmt: skip
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore", "TF_CPP_MIN_LOG_LEVEL": "3"}
    _MODELS.mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    with (_MODELS / f"{name}.log").open("wb") as log:  # warnings of every utterance that no rule names
        subprocess.run(
            command, cwd=ROOT, env=os.environ | quiet | {"RASA_CACHE_DIRECTORY": str(cache)}, stdout=log, stderr=log, check=True
        )  # fmt: skip
    return Trained(str(_MODELS / f"{name}.tar.gz"), time.perf_counter() - begun, fingerprint, epochs)


def _kept() -> Path:
    return _MODELS / "stock.json"
