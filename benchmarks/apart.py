"""Runs a part of a benchmark in a process of its own, in the environment that a serving Rasa has."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bot.paths import ROOT
from handoff import rasa_process


def run_apart(module: str, *arguments: object) -> dict[str, Any]:
    """What the module wrote, as JSON, to the file that is its last argument."""
    with tempfile.TemporaryDirectory(prefix="bokji-bench-") as folder:
        result, output = Path(folder) / "result.json", Path(folder) / "output.txt"
        command = [sys.executable, "-W", "ignore", "-m", module, *map(str, arguments), str(result)]
        with output.open("wb") as file:
            ended = subprocess.run(
                command, cwd=ROOT, env=rasa_process.environment(), stdout=file, stderr=file, check=False
            )
        if ended.returncode:
            raise SystemExit(f"{module} failed:\n" + output.read_text(encoding="utf-8", errors="replace")[-4000:])
        return dict(json.loads(result.read_text(encoding="utf-8")))
