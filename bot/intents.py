"""What a resident wants: the features an intent is read from, and what the intents amount to."""

from __future__ import annotations

from collections.abc import Mapping

from bot.knowledge.linking.link import Linker
from bot.knowledge.program import ASPECTS
from bot.korean.ngrams import ngrams

ASKING = tuple(f"ask_{aspect}" for aspect in ASPECTS)
PERSON = {
    "report_own_case": "own_case",
    "ask_case_status": "case_status",
    "describe_trouble": "tangled",
    "worry_about_other": "third_party",
    "make_complaint": "complaint",
    "request_human": "requested",
    "request_deletion": "requested",
}
"""Intents that need a person → the reason of the handoff."""
SMALLTALK = (
    "greet", "thank", "goodbye", "send_test", "ask_bot", "chitchat", "rate_service", "report_resolved",
    "wrong_recipient", "affirm", "deny", "opt_out", "correct_bot", "choose_option",
)  # fmt: skip


_QUESTION = 18  # squeezed characters at the end, where a long message has its question


def features(text: str, linker: Linker) -> list[str]:
    """N-grams of the message as it is, with program names masked, and of its end; and a few signs of its shape."""
    masked = linker.mask(text)
    grams = ngrams(text)
    if "◇" in masked:
        grams += ["◇" + gram for gram in _plain(masked)]
        grams.append("@named")
    grams.append(f"@length:{min(len(masked) // 12, 8)}")
    grams += ["$" + gram for gram in _plain(masked[-_QUESTION:])]
    if "?" in text:
        grams.append("@question")
    return grams


GROUPS = ("question", "recommend", "person", "smalltalk", "out_of_scope", "crisis")


def group_of(intent: str) -> str:
    """The group that an intent belongs to."""
    return max(GROUPS, key=groups({intent: 1.0}).__getitem__)


def groups(intents: Mapping[str, float]) -> dict[str, float]:
    """Probability of each thing a message can amount to: question, recommend, person, smalltalk, other, crisis."""
    return {
        "question": sum(intents.get(name, 0.0) for name in (*ASKING, "ask_office")),
        "recommend": intents.get("ask_recommendation", 0.0),
        "person": sum(intents.get(name, 0.0) for name in PERSON),
        "smalltalk": sum(intents.get(name, 0.0) for name in SMALLTALK),
        "out_of_scope": intents.get("out_of_scope", 0.0),
        "crisis": sum(p for name, p in intents.items() if name.startswith("crisis_")),
    }


def aspects_of(intents: Mapping[str, float]) -> list[tuple[str, float]]:
    """The aspects asked, most likely first, each with its share of all aspects."""
    shares = {aspect: intents.get(f"ask_{aspect}", 0.0) for aspect in ASPECTS}
    total = sum(shares.values()) or 1.0
    return sorted(((aspect, share / total) for aspect, share in shares.items()), key=lambda item: -item[1])


def _plain(masked: str) -> list[str]:
    return [masked[i : i + n] for n in (2, 3, 4) for i in range(len(masked) - n + 1)]
