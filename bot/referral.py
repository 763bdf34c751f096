"""Which referral units could take a case, most fitting first."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import yaml

from bot.korean.normalize import squeeze
from bot.paths import DATA

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


def rank_units(reason: str, text: str, programs: Iterable[str] = (), most: int = 4) -> tuple[str, ...]:
    """Unit ids for a handoff; `programs` are the units of the programs it is about, most likely first."""
    bare = squeeze(text)
    topics = _topics(bare)
    own = list(programs)
    if reason == "complaint":
        ranked = [u for u, words in _SUPERVISED.items() if any(w in bare for w in words)] + [*_FIRST["complaint"], *topics]
    elif reason == "own_case":
        ranked = own + topics
    else:
        ranked = [*_FIRST.get(reason, ()), *topics, *own]
    ranked += _LAST.get(reason, ("counselor", "dong_center"))
    return tuple(dict.fromkeys(ranked))[:most]


def _topics(bare: str) -> list[str]:
    scores = {unit: weight * sum(word in bare for word in words) for unit, (weight, words) in _words().items()}
    return [unit for unit, score in sorted(scores.items(), key=lambda item: -item[1]) if score > 0]


@cache
def _words() -> dict[str, tuple[float, tuple[str, ...]]]:
    path = DATA / "parameters" / "referral_topics.yml"
    topics = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["topics"]
    return {unit: (topic["weight"], tuple(topic["words"])) for unit, topic in topics.items()}
