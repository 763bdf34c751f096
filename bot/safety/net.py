"""The crisis net: is somebody's life, safety, next meal or next night at risk? Needs no Rasa, no network, no disk.

One rule decides, from what the lexicon finds (certain, likely, hint; calms) and the model's probability of danger:
a missed crisis costs more than anything, so either of the two is enough, and the other only lowers what it takes.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.ensemble import Ensemble
from bot.safety.kinds import KINDS, units_for
from bot.safety.lexicon import CERTAIN, HINT, LIKELY, Hit, Reading, lexicon
from bot.safety.model import NONE, crisis_model, danger

logger = logging.getLogger(__name__)

# How probable danger must be to the model before the net fires, by the strongest cue in the text.
NEEDED = {
    CERTAIN: 0.0,  # a plain statement: the model is not asked
    LIKELY: 0.2,  # the model may still veto what it knows well as harmless
    HINT: 0.2,
    "": 0.25,  # no cue at all: the model alone
}
# Confidence says how sure a counselor may be; it never goes below this for what the lexicon found.
LEAST_CONFIDENCE = {CERTAIN: 0.9, LIKELY: 0.6, HINT: 0.4, "": 0.3}
_WEIGHT = {CERTAIN: 4.0, LIKELY: 2.0, HINT: 0.5}
_CALMER = {CERTAIN: CERTAIN, LIKELY: HINT, HINT: ""}
_WITHOUT_MODEL = 0.5  # stands in for the model where its file is missing: likely cues fire, hints alone do not
_CLOSE = 0.7  # so much less may the runner-up have than the kind chosen (in odds, logarithmic) for its unit to be named
_LEAST_ODDS = 0.0001
_TOGETHER = 25  # letters within which two hints of different sort are one likely cue
_BEFORE = 300  # letters of the same turn read along


@dataclass(frozen=True)
class Finding:
    """A danger noticed. `subject` is whom it is about: the writer (`self`), somebody else, or a child."""

    kind: str
    confidence: float
    reasons: tuple[str, ...]
    subject: str
    immediate: bool
    protected: bool
    units: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """For JSON: tuples become lists."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items()}


def check(text: str, *, before: Sequence[str] = ()) -> Finding | None:
    """The danger in a text, or None. Never raises.

    `before` are the resident's texts of the same turn just before: a danger told in pieces is found with its last one.
    """
    model = crisis_model()
    told = " ".join(part for part in before if isinstance(part, str))[-_BEFORE:]
    # The whole turn knows best who hits whom; the last text alone must not be calmed by what came before it.
    found = judge(f"{told} {text}", model)[0] if told else None
    return found or judge(text, model)[0]


def judge(text: str, model: Ensemble | None) -> tuple[Finding | None, float]:
    """What the net finds in one text with a given model, and the model's risk: the rule itself, for measuring it."""
    reading = lexicon().read(text)
    odds = danger(text, model) if model else {NONE: _WITHOUT_MODEL}
    risk = 1.0 - odds[NONE]
    strength = _strength(reading)
    if risk < NEEDED[strength]:
        return None, risk
    return _finding(_kinds(reading.hits, odds), strength, risk, reading), risk


def _strength(reading: Reading) -> str:
    """The strongest cue; two hints of different sort nearby are likely; a calm takes one step off all but certain."""
    strengths = {hit.strength for hit in reading.hits}
    best = next((s for s in (CERTAIN, LIKELY, HINT) if s in strengths), "")
    if best == HINT and _two_hints(reading.hits):
        best = LIKELY
    return _CALMER.get(best, best) if reading.calms else best


def _two_hints(hits: tuple[Hit, ...]) -> bool:
    return any(
        a.kind == b.kind and a.cue != b.cue and abs(a.place.start - b.place.start) <= _TOGETHER
        for i, a in enumerate(hits)
        for b in hits[i + 1 : i + 12]
    )


def _kinds(hits: tuple[Hit, ...], odds: dict[str, float]) -> tuple[str, ...]:
    """What the cues and the model together speak most for, danger taken as given; a close runner-up after it."""
    whole = sum(odds.get(kind, 0.0) for kind in KINDS) or 1.0
    votes = {kind: math.log(odds.get(kind, 0.0) / whole + _LEAST_ODDS) for kind in KINDS}
    for kind in KINDS:
        votes[kind] += max((_WEIGHT[hit.strength] for hit in hits if hit.kind == kind), default=0.0)
    first, second = sorted(votes, key=lambda kind: -votes[kind])[:2]
    return (first, second) if votes[first] - votes[second] <= _CLOSE else (first,)


def _finding(kinds: tuple[str, ...], strength: str, risk: float, reading: Reading) -> Finding:
    kind, signs = kinds[0], reading.signs
    return Finding(
        kind=kind,
        confidence=round(max(risk, LEAST_CONFIDENCE[strength]), 3),
        reasons=_reasons(kind, reading.hits),
        subject=_subject(kind, signs),
        immediate="now" in signs,
        protected=KINDS[kind].protected or "home_violence" in signs,
        units=units_for(kind, signs, beside=kinds[1:]),
    )


def _reasons(kind: str, hits: tuple[Hit, ...]) -> tuple[str, ...]:
    """Short Korean lines for the counselor, the strongest first."""
    own = sorted((hit for hit in hits if hit.kind == kind), key=lambda hit: -_WEIGHT[hit.strength])
    words = dict.fromkeys(hit.words[:20] for hit in own)
    lines = tuple(f"'{said}' 표현" for said in list(words)[:3])
    return lines or (f"문장 전체가 '{KINDS[kind].name}' 글과 비슷함",)


def _subject(kind: str, signs: frozenset[str]) -> str:
    if kind == "child_abuse" or "youth" in signs:
        return "child"
    if "other" in signs:
        return "other"
    return "self"
