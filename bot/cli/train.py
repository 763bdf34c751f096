"""`bokji train`: trains a model where none fits; the fingerprint of what it was trained on is in its name."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from bot.paths import MODELS, ROOT

_TRAINED_ON = (
    "config.yml", "domain.yml", "data/nlu", "data/rules", "data/referral", "data/situations", "bot/components",
    "bot/korean", "bot/knowledge", "bot/counts.py", "bot/linear.py", "bot/convolution.py", "bot/ensemble.py",
    "bot/intents.py", "bot/aspect.py", "bot/blend.py", "bot/classifier.py", "bot/reading.py", "data/links/question_frames.yml",
    "models/word_vectors.npz",
)  # fmt: skip


def fingerprint() -> str:
    """Of everything that a model depends on: data, domain, pipeline and the code of its parts."""
    seen = hashlib.sha256()
    for name in _TRAINED_ON:
        place = ROOT / name
        files = sorted(p for p in place.rglob("*") if p.suffix in (".yml", ".py")) if place.is_dir() else [place]
        for file in files:
            seen.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return seen.hexdigest()[:12]


def fitting_model() -> Path | None:
    """The model that fits what is there now, or None."""
    path = MODELS / f"bokji-{fingerprint()}.tar.gz"
    return path if path.exists() else None


def newest_model() -> Path | None:
    """The model to serve: the fitting one, else the newest of any, else None."""
    return fitting_model() or max(MODELS.glob("*.tar.gz"), key=lambda p: p.stat().st_mtime, default=None)


def train(force: bool = False) -> int:
    """Trains where no model fits (or always); returns Rasa's exit code. Prints what it does."""
    if not force and (model := fitting_model()):
        print(f"== the model fits the data: models/{model.name}")
        return 0
    print("== training a model (about two minutes)", flush=True)
    # Rasa's validation reads all data three times over and takes a quarter of the time: `make check` runs it instead.
    # Its cache knows a component by its own file alone, not by what that imports: --force trains every part.
    command = [
        sys.executable, "-W", "ignore", "-m", "rasa", "train", "--quiet", "--skip-validation",
        "--force", "--fixed-model-name", f"bokji-{fingerprint()}",
    ]  # fmt: skip
    env = os.environ | {"RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore"}
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
