"""Stock Rasa: the pipeline and policies that a project made by `rasa init` is trained with, as the package brings them."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import yaml

EPOCHS = 100
"""Of each of its trained parts, as the package has it."""


def write_stock_config(path: Path, epochs: int = EPOCHS) -> Path:
    """The package's own default configuration, for Korean; fewer epochs make it worse and are for trying things out."""
    config = yaml.safe_load(_default().read_text(encoding="utf-8"))
    config |= {"language": "ko", "assistant_id": "stock"}
    for part in (*config["pipeline"], *config["policies"]):
        if "epochs" in part:
            part["epochs"] = epochs
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    return path


def _default() -> Path:
    """`rasa init` leaves the pipeline empty; Rasa then trains with this file."""
    rasa = importlib.util.find_spec("rasa")
    assert rasa is not None and rasa.origin is not None
    return Path(rasa.origin).parent / "engine" / "recipes" / "config_files" / "default_config.yml"
