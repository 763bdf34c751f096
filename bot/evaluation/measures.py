"""The contract's measures over labelled messages and what was decided on them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.evaluation.intervals import Share
from bot.knowledge.program import Program

CLASSES = ("answer", "recommend", "handoff", "crisis", "smalltalk", "out_of_scope")
AUTOMATIC = ("answer", "recommend")
_BINS = 10

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Measures:
    """`by_class` has precision, recall and F1 of each class other than `clarify`."""

    messages: int
    decision: Share
    macro_f1: float
    by_class: dict[str, tuple[float, float, float, int]]
    clarify: Share
    program: Share
    aspect: Share
    wrong_automatic: Share
    answered: Share
    handoffs_caught: Share
    unit: Share
    crises: Share
    false_alarms: Share
    out_of_scope: Share
    ece: float
    mistakes: list[tuple[Row, Row, str]] = field(default_factory=list)


def measure(expected: Sequence[Row], decided: Sequence[Row], programs: Mapping[str, Program]) -> Measures:
    """`expected` are labelled rows, `decided` the batch interface's, in the same order."""
    pairs = list(zip(expected, decided, strict=True))
    right_program = [_program_right(e, d, programs) for e, d in pairs]
    questions = [(e, d, ok) for (e, d), ok in zip(pairs, right_program, strict=True) if e["expected"] == "answer"]
    known = [(e, d, ok) for e, d, ok in questions if _names_a_known_one(e)]
    people = [(e, d) for e, d in pairs if e["expected"] in ("handoff", "crisis")]
    wrong = [_wrong_automatic(e, d, ok) for (e, d), ok in zip(pairs, right_program, strict=True)]
    correct = [
        _same(e, d) and (not _names_a_known_one(e) or e["expected"] != "answer" or ok)
        for (e, d), ok in zip(pairs, right_program, strict=True)
    ]
    by_class = {name: _scores(name, pairs) for name in CLASSES if any(e["expected"] == name for e, _ in pairs)}
    return Measures(
        messages=len(pairs),
        decision=_share(_same(e, d) for e, d in pairs),
        macro_f1=sum(scores[2] for scores in by_class.values()) / max(1, len(by_class)),
        by_class=by_class,
        clarify=_share(d.get("decision") == "clarify" for _, d in pairs),
        program=_share(ok for _, _, ok in known),
        aspect=_share(_aspect_right(e, d) for e, d, _ in questions if e.get("aspect")),
        wrong_automatic=_share(wrong),
        answered=_share(d.get("decision") in AUTOMATIC for e, d in pairs if e["expected"] in AUTOMATIC),
        handoffs_caught=_share(
            d.get("decision") in ("handoff", "crisis") for e, d in pairs if e["expected"] == "handoff"
        ),
        unit=_share(
            bool(d.get("referral")) and d["referral"][0] in e["referral"] for e, d in people if e.get("referral")
        ),
        crises=_share(d.get("decision") == "crisis" for e, d in pairs if e["expected"] == "crisis"),
        false_alarms=_share(d.get("decision") == "crisis" for e, d in pairs if e["expected"] != "crisis"),
        out_of_scope=_share(d.get("decision") == "out_of_scope" for e, d in pairs if e["expected"] == "out_of_scope"),
        ece=_ece([float(d.get("confidence") or 0.0) for _, d in pairs], correct),
        mistakes=[(e, d, _what(e, d, ok)) for (e, d), ok in zip(pairs, right_program, strict=True) if _what(e, d, ok)],
    )


def same_program(program: Program, names: Sequence[str]) -> bool:
    """Whether one of some official names is this program's: brackets, spaces and a closing 지원, 사업 do not count."""
    ours = {_plain(name) for name in (program.name, *program.aliases)} | {
        _squeezed(n) for n in (program.name, *program.aliases)
    }
    return any(_plain(name) in ours or _squeezed(name) in ours for name in names)


def _program_right(expected: Row, decided: Row, programs: Mapping[str, Program]) -> bool:
    found = decided.get("programs") or []
    return bool(found) and found[0]["id"] in programs and same_program(programs[found[0]["id"]], expected["programs"])


def _names_a_known_one(expected: Row) -> bool:
    """A question about the office itself names no program; some name one that the knowledge base does not have."""
    return bool(expected["programs"]) and bool(expected.get("in_kb", True))


def _aspect_right(expected: Row, decided: Row) -> bool:
    """Some messages ask two aspects, or one that has two names: `aspect_also` is as right."""
    return decided.get("aspect") in (expected["aspect"], *(expected.get("aspect_also") or ()))


def _same(expected: Row, decided: Row) -> bool:
    return bool(decided.get("decision") == expected["expected"])


def _wrong_automatic(expected: Row, decided: Row, program_right: bool) -> bool:
    if decided.get("decision") not in AUTOMATIC:
        return False
    if expected["expected"] not in AUTOMATIC:
        return True
    asked = decided["decision"] == "answer" and expected["expected"] == "answer" and bool(expected["programs"])
    return asked and not program_right


def _scores(name: str, pairs: Sequence[tuple[Row, Row]]) -> tuple[float, float, float, int]:
    hit = sum(e["expected"] == name and _same(e, d) for e, d in pairs)
    due = sum(e["expected"] == name for e, _ in pairs)
    said = sum(d.get("decision") == name for _, d in pairs)
    precision, recall = hit / said if said else 0.0, hit / due if due else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hit else 0.0
    return precision, recall, f1, due


def _ece(confidences: Sequence[float], correct: Sequence[bool]) -> float:
    """Expected calibration error over bins of equal mass."""
    order = sorted(range(len(confidences)), key=confidences.__getitem__)
    total = 0.0
    for number in range(_BINS):
        part = order[number * len(order) // _BINS : (number + 1) * len(order) // _BINS]
        if part:
            gap = sum(confidences[i] for i in part) / len(part) - sum(correct[i] for i in part) / len(part)
            total += abs(gap) * len(part) / len(order)
    return total


def _what(expected: Row, decided: Row, program_right: bool) -> str:
    """What is wrong with a decision, in a few words; empty where nothing is."""
    wrong = []
    if not _same(expected, decided):
        wrong.append(f"{expected['expected']} -> {decided.get('decision') or decided.get('error')}")
    if expected["expected"] == "answer" and not program_right and _names_a_known_one(expected):
        found = decided.get("programs") or [{"name": "-"}]
        wrong.append(f"program {found[0]['name']}, not {expected['programs'][0]}")
    if expected["expected"] == "answer" and expected.get("aspect") and not _aspect_right(expected, decided):
        wrong.append(f"aspect {decided.get('aspect')}, not {expected['aspect']}")
    return "; ".join(wrong)


def _share(hits: Any) -> Share:
    seen = [bool(hit) for hit in hits]
    return Share(sum(seen), len(seen))


def _squeezed(name: str) -> str:
    return re.sub(r"[\s·ㆍ,./]", "", name)


def _plain(name: str) -> str:
    bare = _squeezed(re.sub(r"\(.*?\)", "", name))
    for ending in ("사업", "제도", "지원", "공급", "운영", "서비스", "지급"):
        bare = bare.removesuffix(ending) if len(bare) - len(ending) >= 3 else bare
    return bare
