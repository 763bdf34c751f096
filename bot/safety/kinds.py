"""The kinds of crisis: who can take each, day and night, and which words the resident gets."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple


class Hotline(NamedTuple):
    """A number somebody answers, and how it can be reached."""

    name: str
    number: str
    voice: bool = True
    text: bool = False
    always_open: bool = True
    languages: tuple[str, ...] = ("ko",)


HOTLINES: dict[str, Hotline] = {
    "police_112": Hotline("경찰", "112", text=True),
    "emergency_119": Hotline("119", "119", text=True),
    "suicide_109": Hotline("자살예방 상담전화", "109", text=True),
    "mental_health": Hotline("정신건강 위기상담", "1577-0199"),
    "women_1366": Hotline("여성긴급전화", "1366"),
    "child_abuse": Hotline("아동학대 신고", "112", text=True),
    "elder_abuse": Hotline("노인보호전문기관", "1577-1389"),
    "disability_rights": Hotline("장애인권익옹호기관", "1644-8295"),
    "welfare_129": Hotline("보건복지상담센터", "129"),
    "youth_1388": Hotline("청소년상담", "1388", text=True),
    "missing_182": Hotline("실종신고", "182"),
    "sign_language_107": Hotline("손말이음", "107", voice=False, text=True),
    "migrants": Hotline(
        "다누리콜", "1577-1366", languages=("ko", "vi", "zh", "en", "tl", "km", "mn", "ru", "ja", "th")
    ),
}


class Kind(NamedTuple):
    """One kind of crisis."""

    name: str  # what a counselor reads
    units: tuple[str, ...]  # most fitting first; one of them is open at three in the morning
    hotlines: tuple[str, ...]
    protected: bool  # somebody violent may be reading the replies


def utterance(kind: str, subject: str = "self") -> str:
    """The id of what the resident is told; another one where the danger is somebody else's, or a child's."""
    return f"utter_crisis_{kind}" + ("" if subject == "self" else f"_{subject}")


KINDS: dict[str, Kind] = {
    "suicide": Kind(
        "자살 위험",
        ("suicide_109", "emergency_119", "police_112", "mental_health"),
        ("suicide_109", "emergency_119"),
        False,
    ),
    "violence": Kind("폭력·통제", ("police_112", "women_1366", "family"), ("police_112", "women_1366"), True),
    "child_abuse": Kind("아동학대", ("child_abuse", "police_112", "childcare"), ("child_abuse",), True),
    "elder_abuse": Kind(
        "노인학대", ("elder_abuse", "police_112", "dong_center", "senior"), ("elder_abuse", "police_112"), True
    ),
    "disability_abuse": Kind(
        "장애인학대", ("police_112", "disability_rights", "disability"), ("police_112", "disability_rights"), True
    ),
    "survival": Kind(
        "생존 위기",
        ("emergency_welfare", "dong_center", "welfare_129", "police_112"),
        ("welfare_129", "emergency_119"),
        False,
    ),
    "medical": Kind(
        "생명·건강 위급", ("emergency_119", "emergency_welfare", "health_center"), ("emergency_119",), False
    ),
    "missing": Kind(
        "실종·안부 위급", ("police_112", "emergency_119", "dong_center"), ("police_112", "missing_182"), False
    ),
}

# A sign in the text → a unit that belongs beside the kind's own.
_ALSO = (
    ("child_abuse", "sexual", "women_1366"),
    ("violence", "kids", "child_abuse"),
    ("violence", "foreigner", "migrants"),
    ("suicide", "youth", "youth_1388"),
    ("suicide", "kids", "child_abuse"),
    ("suicide", "home_violence", "women_1366"),
    ("survival", "youth", "youth_1388"),
    ("elder_abuse", "now", "emergency_119"),
    ("medical", "disabled", "disability"),
    ("violence", "disabled", "disability_rights"),
)


def units_for(kind: str, signs: Collection[str], beside: Collection[str] = ()) -> tuple[str, ...]:
    """The kind's units, and after its first ones those that the signs, or other kinds nearly as likely, call for."""
    also = tuple(unit for of, sign, unit in _ALSO if of == kind and sign in signs)
    own, near = KINDS[kind].units, tuple(KINDS[other].units[0] for other in beside)
    return tuple(dict.fromkeys(own[:2] + also + near + own[2:]))
