"""What speaks for a program being the one that a message asks about: a row of numbers for each candidate.

No number knows which program it is about, so that a new program is ranked as well as an old one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any, NamedTuple

import numpy as np

from bot.knowledge.linking.clues import Found, Message
from bot.knowledge.linking.sheet import Sheet
from bot.knowledge.postings import Postings
from bot.knowledge.program import Program
from bot.knowledge.search import IN_DESCRIPTION, IN_NAME, SearchIndex
from bot.korean.normalize import squeeze

# 생계급여 받는 중증입니다, 차상위인데: what stands before is the person's background, not the subject.
_BACKGROUND = re.compile(
    r"^(을|를|도|은|는|이|가|만|자|수급자?|대상자?|가구|가정|등급|판정|신청|등록|카드|바우처|증명서){0,2}(둘다|다|벌써|이미|지금|현재|아직|여태){0,2}"
    r"(받는(?!나이|법|방법|곳|날|기간|조건|금액|돈|거|것|건|지|병원|서류|절차|다고|다는)"
    r"|받(으시)?고(?!싶|자|파)|받(으면서|으시는데|으신|아서|던|다가|았|으면|으니)"
    r"|타고(?!싶)|타는(데|사람)|타먹|탔는데|수급(자|중|가구)|이용중|쓰고있|썼는데|당첨|하고있|하는데|했는데|있는(데|사람)|있고|있어서"
    r"|됐는데|되었는데|나왔는데|돼있|되어있|한사람|된사람|했고|인데|이고|이라|이던|였던|끝났는데|말고|빼고|제외하고|없어지고|면서|중인데|중에"
    r"|[안못](했|됐|받|받았|타|탔)(고|는데|거든|어도|는사람)|아닌데|아니고|안됐고|안되고|나이는|에서(?!신청|받|하는|뭐|무|주는|해))"
)
_REGIONS = {"동작구": ("동작",), "진주시": ("진주",), "서울": ("서울", "동작"), "경남": ("경남", "경상남도", "진주")}
_MUCH = 12.0  # a sum of rarities that leaves no doubt that something was said; 그건 나이 상관없나 has two or three
_CLEARLY = 5.0  # and one that leaves no doubt that a name was
_MOSTLY = 0.6  # share of a name from which a message is taken to write it, if not in one piece


class _Sums(NamedTuple):
    """What the known words of a message weigh in each set: all, those at its end, those apart from names, squared."""

    anywhere: Any
    tail: Any
    rest: Any
    squares: Any


class ClueTable:
    """The words of all programs of a knowledge version, weighed once. Programs go by their number here.

    Whatever a message is held against is a set of terms: for each program those of all its texts, of its names and
    descriptions, and of its names alone; then each single name, each single description, and an empty one.
    """

    def __init__(self, programs: Sequence[Program], sheets: Sequence[Sheet], index: SearchIndex):
        terms = [index.terms(sheet.counted) for sheet in sheets]
        fields = [sheet.counted.fields for sheet in sheets]
        told = [own[bits & (IN_NAME | IN_DESCRIPTION) > 0] for own, bits in zip(terms, fields, strict=True)]
        in_names = [own[bits & IN_NAME > 0] for own, bits in zip(terms, fields, strict=True)]
        names = [own[name] for own, sheet in zip(terms, sheets, strict=True) for name in sheet.pairs]
        descriptions = [own[text] for own, sheet in zip(terms, sheets, strict=True) for text in sheet.described]
        sets = [*terms, *told, *in_names, *names, *descriptions, np.zeros(0, np.intp)]
        self._sets = Postings(sets, len(index.rarities))
        self._told, self._in_names, first = len(sheets), 2 * len(sheets), 3 * len(sheets)
        self._names = _in_rows([len(sheet.pairs) for sheet in sheets], first, len(sets) - 1)
        self._descriptions = _in_rows([len(s.described) for s in sheets], first + len(names), len(sets) - 1)
        self._masses = _or_one(self._sets.sums_of_all(index.rarities))
        self._norms = _or_one(np.sqrt(self._sets.sums_of_all(index.rarities**2)))
        self._pairs = dict(enumerate((frozenset(name.tolist()) for name in names), first)) | {
            len(sets) - 1: frozenset()
        }
        self._regions = [program.region for program in programs]

    def rows(self, message: Message, terms: Any, programs: Any, found: Sequence[Found], words: Any, near: Any) -> Any:
        """The numbers of CLUES for each candidate, given with its BM25 score as a share of the best one, and its
        nearness in meaning (bot/knowledge/linking/meaning.py). `terms` are the numbers of the message's known ones."""
        weights = np.array([*message.known.values()])
        tail = weights * [term in message.tail for term in message.known]
        rest = weights * [term in message.rest for term in message.known]
        sums = _Sums(*self._sets.sums(terms, weights, tail, rest, weights**2))
        regions = {region: _by_region(message, region) for region in {self._regions[p] for p in programs.tolist()}}
        name, others = self._by_best_name(sums, programs, {*terms.tolist()})
        return np.array([
            *_columns(_by_name(message, one) for one in found), *name, *self._by_words(message, sums, programs), words,
            *_columns(regions[self._regions[p]] for p in programs.tolist()), *_columns(others), near,
            near / (near.max() or 1.0),
        ]).T  # fmt: skip

    def cover(self, known: Mapping[str, float], terms: Any, programs: Any) -> tuple[Any, Any]:
        """What the known words of a message weigh that stand in anything known of some programs, and in their names."""
        (sums,) = self._sets.sums(terms, np.array([*known.values()]))
        return sums[programs], sums[self._in_names + programs]

    def _by_best_name(self, sums: _Sums, programs: Any, known: Set[int]) -> tuple[list[Any], list[tuple[float, float]]]:
        """Of the name that the message covers best, its letters in any order: 장애아동 … 수당 covers 장애아동수당."""
        names = self._names[programs]
        covered = sums.anywhere[names]
        share = covered / self._masses[names]
        worth, late = share * covered, share * sums.tail[names]
        best = np.arange(len(names)), worth.argmax(axis=1)
        shares = share[best]
        common = [self._pairs[name] & known for name in names[best].tolist()]
        return [
            shares, np.minimum(worth[best], _CLEARLY) / _CLEARLY, share[:, 0],
            np.minimum(late.max(axis=1), _CLEARLY) / _CLEARLY,
        ], _by_others([*map(_Name, common, shares.tolist(), covered[best].tolist())])  # fmt: skip

    def _by_words(self, message: Message, sums: _Sums, programs: Any) -> list[Any]:
        told, texts = self._told + programs, self._descriptions[programs]
        described = sums.anywhere[told]
        return [
            described / message.mass, sums.anywhere[programs] / message.mass, sums.tail[told] / message.tail_mass,
            sums.rest[self._in_names + programs] / message.rest_mass, sums.rest[told] / message.rest_mass,
            (sums.squares[texts] / self._norms[texts]).max(axis=1) / message.norm,
            np.minimum(described, _MUCH) / _MUCH, np.full(len(programs), min(message.mass, _MUCH) / _MUCH),
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


class _Name(NamedTuple):
    """The name of a candidate that the message covers best: which of its pairs, how much of it, how much in all."""

    common: frozenset[int]
    share: float
    covered: float


def _by_others(names: Sequence[_Name]) -> list[tuple[float, float]]:
    """Whether the message covers a longer name that holds this one, 의료급여 틀니 beside 의료급여, or a shorter one."""
    written = [name for name in names if name.share >= _MOSTLY]
    return [
        (
            max([_gain(name, other) for other in written if name.common and name.common < other.common], default=0.0),
            max([_gain(other, name) for other in written if other.common < name.common], default=0.0)
            if name.share >= _MOSTLY
            else 0.0,
        )
        for name in names
    ]


def _gain(shorter: _Name, longer: _Name) -> float:
    return max(0.0, longer.share * min(longer.covered - shorter.covered, 2.0) / 2)


def _by_region(message: Message, region: str | None) -> list[float]:
    if not region:
        return [0.0] * 4
    named = any(word in message.bare for word in _REGIONS.get(region, (region,)))
    here = region in message.offices
    return [float(named), float(here), float(bool(message.offices) and not here and not named),
            float(not message.offices and not named)]  # fmt: skip


def _or_one(numbers: Any) -> Any:
    return np.where(numbers > 0, numbers, 1.0)


def _columns(rows: Iterable[Sequence[float]]) -> Iterable[Sequence[float]]:
    return zip(*rows, strict=True)


def _in_rows(sizes: Sequence[int], first: int, none: int) -> Any:
    """Numbers from `first` on, so many in each row, with `none` to fill up the shorter ones."""
    rows = np.full((len(sizes), max([1, *sizes])), none)
    rows[np.arange(rows.shape[1]) < np.array(sizes, int).reshape(-1, 1)] = np.arange(first, first + sum(sizes))
    return rows
