"""What is right of the understanding, in terms that both pipelines have: the kind of message, and the aspect asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.evaluation.intervals import Share
from bot.evidence import Context
from bot.intents import group_of
from bot.knowledge.base import KnowledgeBase
from bot.reading import evidence_from
from bot.triage import decide

_GROUP = {"answer": "question", "handoff": "person"}
"""Class of the triage contract → group of bot/intents.py, where they have different names."""

Row = Mapping[str, Any]
Parsed = Mapping[str, Any]


def kinds_right(rows: Sequence[Row], parsed: Sequence[Parsed]) -> Share:
    """Whether the top intent is of the kind expected. A fallback counts as the intent below it: the kinder reading."""
    hits = [group_of(top_intent(p)) == group_expected(row) for row, p in zip(rows, parsed, strict=True)]
    return Share(sum(hits), len(hits))


def aspects_right(rows: Sequence[Row], parsed: Sequence[Parsed]) -> Share:
    """Of questions with an aspect: whether the top intent asks that one, or another that a counselor would accept."""
    asked = [(row, top_intent(p)) for row, p in zip(rows, parsed, strict=True) if row["aspect"]]
    hits = [top in {f"ask_{x}" for x in (row["aspect"], *row.get("aspect_also", ()))} for row, top in asked]
    return Share(sum(hits), len(hits))


def fallbacks(parsed: Sequence[Parsed]) -> Share:
    """How many a pipeline hands to `nlu_fallback`."""
    hits = [p["intent"]["name"] == "nlu_fallback" for p in parsed]
    return Share(sum(hits), len(hits))


def decisions_right(rows: Sequence[Row], parsed: Sequence[Parsed], base: KnowledgeBase) -> Share:
    """Ours alone: the class decided from all the evidence, by bot/triage.py at the start of a conversation."""
    hits = [
        decide(evidence_from(p), Context(), base).decision == row["expected"]
        for row, p in zip(rows, parsed, strict=True)
    ]
    return Share(sum(hits), len(hits))


def top_intent(parsed: Parsed) -> str:
    """The likeliest intent that is one of domain.yml's own."""
    ranked = [parsed["intent"], *parsed.get("intent_ranking", ())]
    return next(str(intent["name"]) for intent in ranked if intent["name"] != "nlu_fallback")


def group_expected(row: Row) -> str:
    """The contract's class of a labelled row, as the intents have it."""
    expected = str(row["expected"])
    return _GROUP.get(expected, expected)
