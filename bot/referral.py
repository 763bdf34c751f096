"""Which referral units could take a case, most fitting first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import yaml

from bot.korean.normalize import squeeze
from bot.paths import DATA

_TOPIC = 0.1  # what a word of a topic counts against the probability that the model hears
_SURE = 0.5  # from here the model puts a unit first, whatever the matter

_FIRST = {
    "third_party": ("dong_center",),
    "complaint": ("counselor", "audit"),
    "requested": ("counselor", "dong_center"),
}
_LAST = {
    "own_case": ("dong_center", "counselor"),
    "tangled": ("dong_center", "case_management"),
    "third_party": ("emergency_welfare",),
    "complaint": ("dong_center",),
}
# Those whose service is complained about are supervised by the unit that pays for it, not by an auditor.
_SUPERVISED = {
    "health_insurance": ("요양", "재가", "주간보호"),
    "disability": ("활동지원", "활동보조", "장애인시설"),
    "childcare": ("어린이집", "아이돌보미", "돌보미", "유치원", "키움센터", "지역아동"),
    "health_center": ("산후도우미", "보건소"),
    "senior": ("경로당", "복지관", "생활지원사", "노인일자리"),
}


def rank_units(
    reason: str, text: str, programs: Iterable[str] = (), sounds: Mapping[str, float] | None = None, most: int = 4
) -> tuple[str, ...]:
    """Unit ids for a handoff; `programs` are the units of the programs it is about, most likely first.

    `sounds` is how much the story sounds like each unit (bot/components/unit_classifier.py).
    """
    bare = squeeze(text)
    heard = _heard(bare, sounds or {})
    own = list(programs)
    sure = [unit for unit, probability in (sounds or {}).items() if probability >= _SURE]
    if reason == "complaint":
        supervisors = [unit for unit, words in _SUPERVISED.items() if any(word in bare for word in words)]
        ranked = [*supervisors, *_FIRST["complaint"], *heard]
    elif reason == "own_case":
        ranked = [*sure, *own[:1], *heard, *own[1:]]
    else:
        ranked = [*sure, *_FIRST.get(reason, ()), *heard, *own]
    ranked += _LAST.get(reason, ("counselor", "dong_center"))
    return tuple(dict.fromkeys(ranked))[:most]


def _heard(bare: str, sounds: Mapping[str, float]) -> list[str]:
    """Units by what the model hears and what the words of the topics say, best first."""
    topics = _topics(bare)
    scores = {unit: sounds.get(unit, 0.0) + _TOPIC * topics.get(unit, 0.0) for unit in {*sounds, *topics}}
    return sorted((unit for unit, score in scores.items() if score > 0.05), key=lambda unit: -scores[unit])


def _topics(bare: str) -> dict[str, float]:
    scores = {unit: weight * sum(word in bare for word in words) for unit, (weight, words) in _words().items()}
    return {unit: score for unit, score in scores.items() if score > 0}


@cache
def _words() -> dict[str, tuple[float, tuple[str, ...]]]:
    path = DATA / "parameters" / "referral_topics.yml"
    topics = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["topics"]
    return {unit: (topic["weight"], tuple(topic["words"])) for unit, topic in topics.items()}
