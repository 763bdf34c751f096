"""What speaks for a program being the one that a message asks about: a row of numbers for each candidate.

No number knows which program it is about, so that a new program is ranked as well as an old one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.knowledge.names import Named
from bot.knowledge.program import Program
from bot.knowledge.search import pairs_of, terms_of
from bot.korean.normalize import normalize, squeeze

CLUES = (
    "named", "mid_word", "background", "like", "like_short", "like_taken",
    "name_share", "name_mass", "official_share", "name_tail",
    "cover_descriptions", "cover_all", "tail_cover", "rest_names", "rest_descriptions", "description_alike",
    "matter", "known", "words_share", "region_named", "region_here", "region_elsewhere", "region_unasked",
    "surpassed", "surpasses", "meaning", "meaning_lead",
)  # fmt: skip

# 생계급여 받는 중증입니다, 차상위인데: what stands before is the person's background, not the subject.
_BACKGROUND = re.compile(
    r"^(을|를|도|은|는|이|가|만|자|수급자?|대상자?|가구|가정|등급|판정|신청|등록|카드|바우처|증명서){0,2}"
    r"(받는(?!나이|법|방법|곳|날|기간|조건|금액|돈|거|것|건|지|병원|서류|절차|다고|다는)"
    r"|받(으시)?고(?!싶|자|파)|받(으면서|으시는데|으신|아서|던|다가|았|으면|으니)"
    r"|타고(?!싶)|타는(데|사람)|타먹|탔는데|수급(자|중|가구)|이용중|쓰고있|썼는데|당첨|하고있|하는데|했는데|있는(데|사람)|있고|있어서"
    r"|됐는데|되었는데|나왔는데|돼있|되어있|한사람|된사람|했고|인데|이고|이라|이던|였던|끝났는데|말고|빼고|제외하고|없어지고|면서|중인데|중에"
    r"|아닌데|아니고|안됐고|안되고|나이는|에서(?!신청|받|하는|뭐|무|주는|해))"
)
_CLAUSE_END = re.compile(
    r"(는데요?|인데요?|은데요?|했고요?|있고요?|이고요?|받고|라서|어서|해서|아서|면서|는중에|중이고|말고|거든요|[가-힣]{2}니다|예요|에요)"
)
_REGIONS = {"동작구": ("동작",), "진주시": ("진주",), "서울": ("서울", "동작"), "경남": ("경남", "경상남도", "진주")}
_OFFICES = {"동작구": ("동작구", "서울"), "진주시": ("진주시", "경남")}
_SHORTEST_TAIL = 6
_MUCH = 12.0  # a sum of rarities that leaves no doubt that something was said; 그건 나이 상관없나 has two or three
_MOSTLY = 0.6  # share of a name from which a message is taken to write it, if not in one piece


class Message:
    """A message taken apart once, for all candidates."""

    def __init__(self, text: str, region: str | None, rarity: Callable[[str], float]):
        clean = normalize(text)
        self.bare = squeeze(clean)
        self.terms = set(terms_of(clean))
        self.known = {term: weight for term in self.terms if (weight := rarity(term)) > 0}
        self.mass = sum(self.known.values()) or 1.0
        self.norm = math.sqrt(sum(weight * weight for weight in self.known.values())) or 1.0
        self.tail = {term: self.known[term] for term in pairs_of(_tail(self.bare)) if term in self.known}
        self.tail_mass = sum(self.tail.values()) or 1.0
        self.rest: dict[str, float] = self.tail
        self.rest_mass = self.tail_mass
        self.offices = _OFFICES.get(region, (region,)) if region else ()
        self.starts = _word_starts(clean)

    def set_apart(self, exact: Sequence[Named]) -> None:
        """What is left of the message without the names in it: 의료급여 … [틀니 얼마]."""
        rest = self.bare
        for named in exact:
            rest = rest[: named.start] + " " * (named.end - named.start) + rest[named.end :]
        self.rest = {pair: self.known[pair] for pair in pairs_of(rest) if pair in self.known}
        self.rest_mass = sum(self.rest.values()) or 1.0


@dataclass(frozen=True)
class Sheet:
    """A program's words, weighed once: 1 stands for its names, 2 for its descriptions, 4 for the rest."""

    program: Program
    fields: dict[str, int]
    names: tuple[tuple[frozenset[str], float], ...]  # pairs of each name, and the sum of their rarities
    descriptions: tuple[tuple[frozenset[str], float], ...]  # terms of each description, and their norm

    @classmethod
    def of(cls, program: Program, document: dict[str, list[str]], rarity: Callable[[str], float]) -> Sheet:
        fields: dict[str, int] = {}
        for bit, field in ((1, "name"), (2, "description"), (4, "text")):
            for text in document[field]:
                for term in terms_of(text):
                    fields[term] = fields.get(term, 0) | bit
        names = [frozenset(pairs_of(squeeze(name))) for name in document["name"]]
        descriptions = [frozenset(terms_of(text)) for text in document["description"]]
        return cls(
            program,
            fields,
            tuple((pairs, sum(map(rarity, sorted(pairs))) or 1.0) for pairs in names),
            tuple((terms, math.sqrt(sum(rarity(t) ** 2 for t in sorted(terms))) or 1.0) for terms in descriptions),
        )


@dataclass(frozen=True)
class Found:
    """How a candidate was found: by a name (exact or alike), or by words alone."""

    named: Named | None
    taken: bool = False  # a name that nearly stands where another stands letter for letter


def clues_of(message: Message, candidates: Sequence[tuple[Sheet, Found, float, float]]) -> list[list[float]]:
    """The numbers of CLUES for each candidate, given with its BM25 score as a share of the best one, and its nearness in
    meaning (bot/knowledge/meaning.py)."""
    names = [_best_name(message, sheet) for sheet, _, _, _ in candidates]
    nearest = max((near for _, _, _, near in candidates), default=0.0) or 1.0
    return [
        [*_by_name(message, found), *name.numbers, *_by_words(message, sheet), words,
         *_by_region(message, sheet.program), *_by_others(name, names), near, near / nearest]
        for (sheet, found, words, near), name in zip(candidates, names, strict=True)
    ]  # fmt: skip


def _by_name(message: Message, found: Found) -> list[float]:
    named = found.named
    if named is None:
        return [0.0] * 6
    behind = float(bool(_BACKGROUND.match(message.bare[named.end :])))
    if named.likeness < 1.0:
        short = float(len(squeeze(named.name)) <= 4)
        return [0.0, 0.0, behind, (named.likeness - 0.7) / 0.3, short, float(found.taken)]
    inside = named.start not in message.starts and len(message.starts) > 2
    return [1.0, float(inside), behind, 0.0, 0.0, 0.0]


@dataclass(frozen=True)
class _Name:
    """The name of a candidate that the message covers best: which of its pairs, how much of it, how much in all."""

    common: frozenset[str]
    share: float
    covered: float
    numbers: tuple[float, ...]


def _best_name(message: Message, sheet: Sheet) -> _Name:
    """The name that the message covers best, its letters in any order: 장애아동 … 수당 covers 장애아동수당."""
    known, tail = message.known, message.tail
    best = (0.0, 0.0, 0.0)
    shared: frozenset[str] = frozenset()
    official = late = 0.0
    for number, (pairs, mass) in enumerate(sheet.names):
        common = pairs & known.keys()
        if not common:
            continue
        covered = sum([known[pair] for pair in common])
        share = covered / mass
        if number == 0:
            official = share
        if (share * covered, share, covered) > best:
            best, shared = (share * covered, share, covered), common
        late = max(late, share * sum([tail[pair] for pair in common if pair in tail]))
    return _Name(shared, best[1], best[2], (best[1], min(best[0], 5.0) / 5, official, min(late, 5.0) / 5))


def _by_others(name: _Name, others: Sequence[_Name]) -> list[float]:
    """Whether the message covers a longer name that holds this one, 의료급여 틀니 beside 의료급여, or a shorter one."""
    surpassed = surpasses = 0.0
    for other in others:
        if other.share >= _MOSTLY and name.common < other.common and name.common:
            surpassed = max(surpassed, other.share * min(other.covered - name.covered, 2.0) / 2)
        elif name.share >= _MOSTLY and other.common < name.common and other.share >= _MOSTLY:
            surpasses = max(surpasses, name.share * min(name.covered - other.covered, 2.0) / 2)
    return [surpassed, surpasses]


def _by_words(message: Message, sheet: Sheet) -> list[float]:
    known, tail, rest, fields = message.known, message.tail, message.rest, sheet.fields
    described = anywhere = late = rest_names = rest_described = 0.0
    for term, weight in known.items():
        bits = fields.get(term)
        if bits:
            anywhere += weight
            if bits & 3:
                described += weight
                late += weight if term in tail else 0.0
                rest_described += weight if term in rest else 0.0
            if bits & 1:
                rest_names += weight if term in rest else 0.0
    alike = 0.0
    for terms, norm in sheet.descriptions:
        common = sum([known[term] ** 2 for term in terms & known.keys()])
        alike = max(alike, common / (norm * message.norm))
    mass = message.mass
    return [described / mass, anywhere / mass, late / message.tail_mass,
            rest_names / message.rest_mass, rest_described / message.rest_mass, alike,
            min(described, _MUCH) / _MUCH, min(mass, _MUCH) / _MUCH]  # fmt: skip


def _by_region(message: Message, program: Program) -> list[float]:
    if not program.region:
        return [0.0] * 4
    named = any(word in message.bare for word in _REGIONS.get(program.region, (program.region,)))
    here = program.region in message.offices
    return [float(named), float(here), float(bool(message.offices) and not here and not named),
            float(not message.offices and not named)]  # fmt: skip


def found_by_name(
    exact: Sequence[Named], alike: Sequence[Named], owners: Callable[[str], Sequence[str]]
) -> dict[str, Found]:
    """Program → the best place where one of its names stands or nearly stands."""
    best: dict[str, tuple[tuple[float, ...], Found]] = {}
    for named in [*exact, *alike]:
        programs = owners(named.name)
        if named.likeness < 1.0:
            taken = any(n.start < named.end and named.start < n.end for n in exact if n.name != named.name)
            found, rank = Found(named, taken), (0.0, named.likeness, len(named.name))
        else:
            found, rank = Found(named), (1.0, named.end - named.start, named.start)
        for program in programs:
            if program not in best or best[program][0] < rank:
                best[program] = (rank, found)
    return {program: found for program, (_, found) in best.items()}


def _tail(bare: str) -> str:
    """What follows the last clause that something else follows: …받는데 [전기요금 감면되나요]."""
    places = [m.end() for m in _CLAUSE_END.finditer(bare) if len(bare) - m.end() >= _SHORTEST_TAIL]
    return bare[places[-1] :] if places else bare


def _word_starts(clean: str) -> set[int]:
    """The places in the squeezed text at which a word of the typed one begins."""
    starts = {0}
    place = 0
    for sign in clean:
        if sign == " ":
            starts.add(place)
        elif sign.isalnum() or sign in "%.":
            place += 1
    return starts
