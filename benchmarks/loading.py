"""How long a model takes to load in a fresh process, after all imports: `python -m benchmarks.loading MODEL RESULT`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.inprocess import Loaded, import_parts

_QUESTION = "기초연금 얼마예요"


def main(model: Path, result: Path) -> None:
    """Writes the seconds to the loaded model, and to its first parsed message: some parts load when first asked."""
    import_parts()
    begun = time.perf_counter()
    loaded = Loaded(model)
    model_loaded = time.perf_counter() - begun
    loaded.parse(_QUESTION)
    result.write_text(json.dumps({"model": model_loaded, "first": time.perf_counter() - begun}), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
