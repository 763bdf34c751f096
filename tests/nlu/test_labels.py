"""The held-apart messages say what the triage contract's words allow, and name programs that there are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.evaluation.classes import CLASSES
from bot.evaluation.names import same_program
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.program import ASPECTS
from tests.knowledge import real_base

FOLDER = Path(__file__).parent


def labelled() -> Iterator[dict[str, Any]]:
    """Messages, and the turns of dialogues under an id of their own."""
    for name in ("messages", "spare", "dialogues", "dialogues_fresh"):
        for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield from (
                [{**turn, "id": f"{row['id']}.{n}"} for n, turn in enumerate(row["turns"])] if "turns" in row else [row]
            )


def wrong_with(row: dict[str, Any], base: KnowledgeBase) -> Iterator[str]:
    if row["expected"] not in (*CLASSES, "clarify"):
        yield f"{row['id']}: no decision {row['expected']}"
    if row["aspect"] not in (None, *ASPECTS):
        yield f"{row['id']}: no aspect {row['aspect']}"
    if row["expected"] in ("handoff", "crisis") and not row["referral"]:
        yield f"{row['id']}: no referral"
    known = any(same_program(program, row["programs"]) for program in base.programs.values())
    if row["expected"] == "answer" and row["programs"] and known == (row.get("in_kb") is False):
        yield f"{row['id']}: in_kb is wrong for {row['programs']}"


def test_every_label_is_a_word_of_the_contract_and_every_program_is_there() -> None:
    base = real_base()
    assert [problem for row in labelled() for problem in wrong_with(row, base)] == []


def test_no_id_stands_twice() -> None:
    ids = [row["id"] for row in labelled()]
    assert len(ids) == len(set(ids))
