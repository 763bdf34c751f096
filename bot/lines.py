"""The fixed utterances of domain.yml, so that the front door says the same words when Rasa is down."""

from __future__ import annotations

from functools import cache

import yaml

from bot.paths import ROOT


@cache
def _responses() -> dict[str, str]:
    domain = yaml.load((ROOT / "domain.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {name: variants[0]["text"] for name, variants in domain["responses"].items()}


def line(name: str, **slots: str) -> str:
    """The text of an utterance with its slots filled; KeyError where domain.yml does not have it."""
    text = _responses()[name]
    for slot, value in slots.items():
        text = text.replace("{" + slot + "}", value)
    return text


def signed(text: str) -> str:
    """A text that a machine wrote, signed so: every automatic reply but a hotline carries it."""
    return f"{text}\n{line('utter_signature')}"


def unsigned(text: str) -> str:
    """A signed text without its signature, so that more can be said before it."""
    return text.strip().removesuffix(line("utter_signature")).rstrip()
