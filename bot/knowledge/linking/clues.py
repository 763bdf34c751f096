"""What speaks for a program being the one that a message asks about: how it was found, and the message taken apart.

bot/knowledge/linking/clue_table.py turns both into the numbers of CLUES.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.knowledge.linking.names import Named
from bot.knowledge.search import pairs_of, terms_of
from bot.korean.normalize import normalize, squeeze

CLUES = (
    "named", "mid_word", "background", "like", "like_short", "like_taken",
    "name_share", "name_mass", "official_share", "name_tail",
    "cover_descriptions", "cover_all", "tail_cover", "rest_names", "rest_descriptions", "description_alike",
    "matter", "known", "words_share", "region_named", "region_here", "region_elsewhere", "region_unasked",
    "surpassed", "surpasses", "meaning", "meaning_lead",
)  # fmt: skip

_CLAUSE_END = re.compile(
    r"(는데요?|인데요?|은데요?|했고요?|있고요?|이고요?|받고|라서|어서|해서|아서|면서|는중에|중이고|말고|거든요|[가-힣]{2}니다|예요|에요)"
)
_OFFICES = {"동작구": ("동작구", "서울"), "진주시": ("진주시", "경남")}
_SHORTEST_TAIL = 6


class Message:
    """A message taken apart once, for all candidates."""

    def __init__(self, text: str, region: str | None, rarity: Callable[[str], float]):
        self._text = text
        self.bare = squeeze(text)
        self.known = {term: weight for term in sorted({*terms_of(text)}) if (weight := rarity(term)) > 0}
        self.mass = sum(self.known.values()) or 1.0
        self.norm = math.sqrt(sum(weight * weight for weight in self.known.values())) or 1.0
        self.tail = {term: self.known[term] for term in pairs_of(_tail(self.bare)) if term in self.known}
        self.tail_mass = sum(self.tail.values()) or 1.0
        self.rest: dict[str, float] = self.tail
        self.rest_mass = self.tail_mass
        self.offices = _OFFICES.get(region, (region,)) if region else ()

    @cached_property
    def starts(self) -> set[int]:
        """The places in `bare` at which a word of the typed text begins."""
        return _word_starts(normalize(self._text))

    def set_apart(self, exact: Sequence[Named]) -> None:
        """What is left of the message without the names in it: 의료급여 … [틀니 얼마]."""
        rest = self.bare
        for named in exact:
            rest = rest[: named.start] + " " * (named.end - named.start) + rest[named.end :]
        self.rest = {pair: self.known[pair] for pair in pairs_of(rest) if pair in self.known}
        self.rest_mass = sum(self.rest.values()) or 1.0


@dataclass(frozen=True)
class Found:
    """How a candidate was found: by a name (exact or alike), or by words alone."""

    named: Named | None
    taken: bool = False  # a name that nearly stands where another stands letter for letter


def found_by_name(
    exact: Sequence[Named], alike: Sequence[Named], owners: Mapping[str, Sequence[int]]
) -> dict[int, Found]:
    """The number of a program → the best place where one of its names stands or nearly stands."""
    best: dict[int, tuple[tuple[float, ...], Found]] = {}
    for named in [*exact, *alike]:
        if named.likeness < 1.0:
            taken = any(n.start < named.end and named.start < n.end for n in exact if n.name != named.name)
            found, rank = Found(named, taken), (0.0, named.likeness, len(named.name))
        else:
            found, rank = Found(named), (1.0, named.end - named.start, named.start)
        for program in owners[named.name]:
            if program not in best or best[program][0] < rank:
                best[program] = (rank, found)
    return {program: found for program, (_, found) in best.items()}


def _tail(bare: str) -> str:
    """What follows the last clause that something else follows: …받는데 [전기요금 감면되나요]."""
    places = [m.end() for m in _CLAUSE_END.finditer(bare) if len(bare) - m.end() >= _SHORTEST_TAIL]
    return bare[places[-1] :] if places else bare


def _word_starts(clean: str) -> set[int]:
    starts = {0}
    place = 0
    for sign in clean:
        if sign == " ":
            starts.add(place)
        elif sign.isalnum() or sign in "%.":
            place += 1
    return starts
