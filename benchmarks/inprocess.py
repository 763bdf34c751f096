"""A trained model in this process, as `rasa run` loads it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import yaml
from rasa.core.agent import Agent
from rasa.shared.utils.common import class_from_module_path
from rasa.utils.log_utils import configure_structlog

from bot.paths import ROOT


class Loaded:
    """Parses messages, one at a time and without a conversation."""

    def __init__(self, model: Path):
        self._agent = Agent.load(str(model))
        self._loop = asyncio.new_event_loop()

    def parse(self, text: str) -> dict[str, Any]:
        """What the pipeline makes of a text."""
        return self._loop.run_until_complete(self._agent.parse_message(text))


def import_parts() -> dict[str, type]:
    """Imports all that a model is made of, so that loading it can be timed alone; our components, in their order.

    Logging is set up as `rasa run` does: left alone, structlog prints every message.
    """
    configure_structlog()
    names = [part["name"] for part in yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]]
    return {name.rpartition(".")[2]: class_from_module_path(name) for name in names}
