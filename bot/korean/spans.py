"""Finds ages, incomes, children and life events in a Doc with spaCy's Matcher; patterns in data/situations/."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span, SpanGroup

from bot.knowledge.situations import situations
from bot.korean.morphemes import morphemes

_GAP: dict[str, Any] = {"OP": "?"}
_CONTENT = ("NN", "VV", "VA", "XR", "SL", "SN", "XSN", "XPN", "MM", "MAG", "IC", "NR", "VX", "VCN")
_NUMBER = {"TAG": {"IN": ["SN", "NR", "MM"]}}
_TENS = "^(열|스물|스무|서른|마흔|쉰|예순|일흔|여든|아흔)"
_COUNTS = ["하나", "둘", "셋", "넷", "다섯"]
_YEARS = ["세", "살"]
_YEARS_OLD = ["한살", "두살", "세살", "네살"]  # a word of its own to Mecab
_COUNTED = re.compile(f"{_TENS}|^({'|'.join([*_COUNTS, *_YEARS, *_YEARS_OLD])})$")

_FACTS: dict[str, list[list[dict[str, Any]]]] = {
    "age": [
        [_NUMBER | {"OP": "+"}, {"TEXT": {"IN": _YEARS}}],  # 육십오세 is three numbers
        [{"TEXT": {"IN": _YEARS_OLD}}],
        [{"TAG": "SN"}, {"TEXT": {"IN": ["년", "연"]}}, {"TEXT": {"REGEX": "^생"}}],
        [
            {"TEXT": {"REGEX": _TENS}},
            {"TAG": {"IN": ["NR", "MM"]}, "OP": "?"},
        ],
    ],
    "income": [
        [
            {"TEXT": {"REGEX": "^(월(?!세)|소득|수입|연봉|벌)"}},
            _GAP,
            _GAP,
            {"TAG": "SN"},
            {"TEXT": {"IN": ["만", "만원", "원"]}},
        ],
        [{"TAG": "SN"}, {"TEXT": {"IN": ["만", "만원"]}}, _GAP, _GAP, {"TEXT": {"REGEX": "^(벌|소득|월급)"}}],
        [{"TEXT": {"IN": ["월", "한달"]}}, {"TAG": "SN"}, {"TEXT": {"REGEX": "^(벌|받|들어)"}}],
        [{"TEXT": "한"}, {"TEXT": "달"}, _GAP, {"TAG": "SN"}, {"TEXT": {"REGEX": "^(벌|받|들어)"}}],
    ],
    "child": [
        [{"TEXT": {"REGEX": "^(애|아이|아기|자녀|애기)"}}, _GAP, {"TEXT": {"IN": _COUNTS}}],
    ],
}


class HouseholdSpans:
    """Puts the span groups `facts` and `events` on a Doc; labels are fact names and life events."""

    def __init__(self, nlp: Language):
        self._facts = Matcher(nlp.vocab)
        for label, patterns in _FACTS.items():
            self._facts.add(label, patterns, greedy="LONGEST")
        self._events: dict[str, Matcher] = {}
        for name, cues in situation_cues().items():
            self._events[name] = Matcher(nlp.vocab)
            for pattern in filter(None, map(pattern_of, cues)):
                self._events[name].add(name, [pattern], greedy="LONGEST")

    def __call__(self, doc: Doc) -> Doc:
        words = [(token.text, token.tag_) for token in doc]
        events = [span for name in told_by({word for word, _ in words}) for span in _spans(doc, self._events[name])]
        facts = _spans(doc, self._facts) if any_number(words) else []
        doc.spans["facts"] = SpanGroup(doc, name="facts", spans=facts)
        doc.spans["events"] = SpanGroup(doc, name="events", spans=sorted(events, key=lambda x: (x.start, x.label_)))
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **__: Any) -> HouseholdSpans:
        return self


def any_number(words: Iterable[tuple[str, str]]) -> bool:
    """Whether one of some morphemes tells a number, as one does in each pattern of a fact."""
    return any(tag.startswith("SN") or _COUNTED.match(word) for word, tag in words)


def told_by(words: set[str]) -> set[str]:
    """The situations that have a cue with all its stems among the words."""
    cues = _cues()
    return {name for word in words for stems, name in cues.get(word, ()) if stems <= words}


@cache
def _cues() -> dict[str, list[tuple[set[str], str]]]:
    """The first stem of each cue → all its stems, and its situation."""
    found: dict[str, list[tuple[set[str], str]]] = {}
    for name, cues in situation_cues().items():
        for pattern in filter(None, map(pattern_of, cues)):
            stems = [step["TEXT"] for step in pattern if "TEXT" in step]
            found.setdefault(stems[0], []).append((set(stems), name))
    return found


def situation_cues() -> dict[str, tuple[str, ...]]:
    """Situation → the wordings that tell of it, from data/situations/."""
    return {name: situation.cues for name, situation in situations().items()}


def pattern_of(cue: str) -> list[dict[str, Any]]:
    """A wording as a pattern of its stems, with room for one small word between: 회사 잘렸 fits 회사에서 잘렸어요."""
    stems = [word for word, tag in morphemes(cue) if tag.startswith(_CONTENT)]
    pattern: list[dict[str, Any]] = []
    for stem in stems:
        if pattern:
            pattern += [_GAP, _GAP]
        pattern.append({"TEXT": stem})
    return pattern


def _spans(doc: Doc, matcher: Matcher) -> list[Span]:
    return matcher(doc, as_spans=True)
