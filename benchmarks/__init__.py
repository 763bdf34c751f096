"""What understanding a message costs and how good it is, measured beside stock Rasa; `make bench` runs it.

What a benchmark writes stays under var/bench, away from the data of a service that runs on the same machine: this must
be said before `bot.paths` is imported, so it is said here.
"""

from __future__ import annotations

import os
from pathlib import Path

SCRATCH = Path(__file__).resolve().parent.parent / "var" / "bench"
os.environ["BOKJI_VAR_DIR"] = str(SCRATCH)
