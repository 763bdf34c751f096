"""How many turns of whole dialogues are fully right: decision, program, and what the reply must mention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.evaluation.intervals import Share
from bot.evaluation.measures import same_program
from bot.knowledge.program import Program


def turns_right(
    expected: Sequence[Mapping[str, Any]], decided: Sequence[Mapping[str, Any]], programs: Mapping[str, Program]
) -> Share:
    """Over dialogues as in the message sample, and what `bokji converse` made of them, in the same order."""
    pairs = [
        (wanted, got)
        for dialogue, answer in zip(expected, decided, strict=True)
        for wanted, got in zip(dialogue["turns"], answer["turns"], strict=True)
    ]
    return Share(sum(_right(wanted, got, programs) for wanted, got in pairs), len(pairs))


def _right(wanted: Mapping[str, Any], got: Mapping[str, Any], programs: Mapping[str, Program]) -> bool:
    if got["decision"] != wanted["expected"]:
        return False
    if wanted["expected"] == "answer" and wanted["programs"]:
        found = got["programs"]
        if not found or not same_program(programs[found[0]["id"]], wanted["programs"]):
            return False
    return all(words in got["reply"] for words in wanted.get("must_mention") or ())
