"""What data/safety/lexicon.yml says about one text: cues of danger, what calms them, and signs of who and when."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bot.paths import DATA
from bot.safety.scan import Place, Scanner, word_starts

CERTAIN, LIKELY, HINT = "certain", "likely", "hint"
_GAPS = {"+": 1, ">": 8, "~": 14}  # letters that may stand between two parts of a cue


class Hit(NamedTuple):
    """One cue found; `words` is the resident's own wording, without spaces."""

    kind: str
    strength: str
    cue: str
    words: str
    place: Place


class Reading(NamedTuple):
    """All that the lexicon sees in a text."""

    hits: tuple[Hit, ...]
    calms: tuple[str, ...]
    signs: frozenset[str]


class _Cue(NamedTuple):
    section: str  # "cues", "calms", "signs" or "harmless"
    kind: str
    strength: str
    name: str
    parts: tuple[str, ...]
    gap: int


class Lexicon:
    """Reads texts by a lexicon file; build it once."""

    def __init__(self, content: dict[str, Any]):
        self._words: dict[str, list[str]] = dict(content["words"])
        self._cues: dict[tuple[str, str], list[_Cue]] = {}  # by their section and first part
        for section, kind, strength, lines in _sections(content):
            for line in lines:
                for cue in self._parse(section, kind, strength, str(line)):
                    self._cues.setdefault((section, cue.parts[0]), []).append(cue)
        self._scanner = Scanner(self._words)
        self._scan = lru_cache(maxsize=4)(self._scan_anew)  # one message's: its cues and its groups are both asked for

    def _parse(self, section: str, kind: str, strength: str, line: str) -> list[_Cue]:
        tokens = line.split()
        parts, sign = tuple(tokens[::2]), (tokens[1] if len(tokens) > 1 else ">")
        for part in parts:
            if part.isascii() and part not in self._words and part.isidentifier():
                raise ValueError(f"lexicon: {line!r} names no known words: {part}")
            self._words.setdefault(part, [part])  # a Korean part is its own stem
        orders = permutations(parts) if sign == "~" else [parts]
        return [_Cue(section, kind, strength, line, order, _GAPS[sign]) for order in orders]

    def read(self, text: str) -> Reading:
        """Cues inside harmless phrases (자살예방교육, 배고파 죽겠다) are not counted; nothing else is left out."""
        plain, places = self._scan(text)
        found = {s: list(self._matches(places, s)) for s in ("cues", "calms", "signs")}
        hits = (Hit(c.kind, c.strength, c.name, plain[p.start : p.end], p) for c, p in found["cues"])
        return Reading(
            tuple(sorted(hits, key=lambda hit: hit.place)),
            tuple(dict.fromkeys(cue.kind for cue, _ in found["calms"])),
            frozenset(cue.kind for cue, _ in found["signs"]),
        )

    def groups(self, text: str) -> list[str]:
        """The names of the word groups in a text, in the order of the text, harmless phrases left out."""
        _, places = self._scan(text)
        named = ((place.start, name) for name, list_ in places.items() if name.isascii() for place in list_)
        return [name for _, name in sorted(named)]

    def _scan_anew(self, text: str) -> tuple[str, dict[str, list[Place]]]:
        """The bare text, and where its words stand outside of harmless phrases."""
        plain, starts = word_starts(text)
        places = self._scanner.find(plain, starts)
        self._drop_harmless(places)
        return plain, places

    def _drop_harmless(self, places: dict[str, list[Place]]) -> None:
        spans = [place for _, place in self._matches(places, "harmless")]
        if not spans:
            return
        for name, list_ in places.items():
            places[name] = [p for p in list_ if not any(s.start < p.end and p.start < s.end for s in spans)]

    def _matches(self, places: dict[str, list[Place]], section: str) -> Iterable[tuple[_Cue, Place]]:
        for name in places:
            for cue in self._cues.get((section, name), ()):
                if all(part in places for part in cue.parts):
                    yield from _chains(cue, places)


def _chains(cue: _Cue, places: dict[str, list[Place]]) -> Iterable[tuple[_Cue, Place]]:
    """The cue's parts one after another, each within the gap of the one before."""
    for first in places[cue.parts[0]]:
        end: int | None = first.end
        for part in cue.parts[1:]:
            if end is None:
                break
            end = _next_end(places[part], end, cue.gap)
        if end is not None:
            yield cue, Place(first.start, end)


def _next_end(list_: list[Place], end: int, gap: int) -> int | None:
    at = bisect_left(list_, (end, 0))
    return list_[at].end if at < len(list_) and list_[at].start <= end + gap else None


def _sections(content: dict[str, Any]) -> Iterable[tuple[str, str, str, list[str]]]:
    for kind, strengths in content["cues"].items():
        for strength, lines in strengths.items():
            yield "cues", kind, strength, lines
    for section in ("calms", "signs"):
        for name, lines in content[section].items():
            yield section, name, "", lines
    for name, lines in content["harmless"].items():
        yield "harmless", name, "", lines


@cache
def lexicon(path: Path = DATA / "safety" / "lexicon.yml") -> Lexicon:
    """The project's lexicon, read once."""
    with path.open(encoding="utf-8") as file:
        return Lexicon(yaml.safe_load(file))
