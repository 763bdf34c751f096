"""Questions that the ranking of imported programs, and of both tiers, is fitted on: all written by hand, none made."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.linking.fit_rank import load_questions
from bot.knowledge.regions import OFFICES
from bot.paths import DATA

QUESTIONS = DATA / "links" / "search_questions.yml"
_OFFICE = {"동작구": "dongjak", "서울": "dongjak", "진주시": "jinju", "경남": "jinju"}
_NOTHING = (
    "chitchat", "greet", "thank", "goodbye", "out_of_scope", "send_test", "wrong_recipient", "affirm", "deny", "ask_bot",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A question to an office. `want` are ids of programs of either tier, of which any is right; none for small talk."""

    text: str
    office: str
    want: frozenset[str]
    family: str  # of one program: held out as one
    named: bool = False
    tier: str = ""  # curated or imported, of those written for the search; others are of our own programs alone


def search_questions(path: Path = QUESTIONS) -> Iterator[Asked]:
    """Those written for the search over both tiers."""
    for row in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["questions"]:
        yield Asked(row["text"], row["office"], frozenset(row["want"]), row["want"][0], row["named"], row["tier"])


def our_questions(base: KnowledgeBase, dice: random.Random) -> Iterator[Asked]:
    """The labelled questions on our own programs, and those on none of them."""
    for number, row in enumerate(load_questions()):
        want = [id for id in row["programs"] if id in base.programs]
        regions = sorted(region for id in want if (region := base.programs[id].region))
        office = _OFFICE[regions[0]] if regions else dice.choice(sorted(OFFICES))
        yield Asked(row["text"], office, frozenset(want), want[0] if want else f"none {number % 20}")


def questions_about_nothing(dice: random.Random, folder: Path = DATA / "nlu") -> Iterator[Asked]:
    """Small talk and what is none of a welfare desk's business."""
    for name in _NOTHING:
        rows = yaml.load((folder / f"{name}.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]
        for number, line in enumerate(line for row in rows for line in row["examples"].splitlines()):
            text = re.sub(r"\[([^\]]*)\]\([^)]*\)|\[([^\]]*)\]\{[^}]*\}", r"\1\2", line.removeprefix("- ")).strip()
            if text:
                yield Asked(text, dice.choice(sorted(OFFICES)), frozenset(), f"{name} {number % 20}")
