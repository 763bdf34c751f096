"""Where the project's files are: data, models, and what a running service writes."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("BOKJI_DATA_DIR", ROOT / "data"))
MODELS = ROOT / "models"
VAR = Path(os.environ.get("BOKJI_VAR_DIR", ROOT / "var"))
