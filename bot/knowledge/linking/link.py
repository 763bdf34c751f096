"""Links a message to the programs it is about: by name, by a name nearly written, by description."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from bot.knowledge.linking.clue_table import ClueTable
from bot.knowledge.linking.clues import Found, Message, found_by_name
from bot.knowledge.linking.meaning import NOWHERE, Meanings
from bot.knowledge.linking.names import NameIndex
from bot.knowledge.linking.rank import Ranker
from bot.knowledge.linking.sheet import Sheet
from bot.knowledge.program import Program
from bot.knowledge.search import SearchIndex
from bot.korean.normalize import squeeze

_BY_WORDS = 10  # candidates found by words
_BY_MEANING = 4  # and by what the words mean
_BY_WORDS_ALONE = Found(None)


@dataclass(frozen=True)
class Link:
    """A program that a message may be about: `score` is the probability, `via` how it was found: name, like, words."""

    program: str
    name: str
    score: float
    via: str
    start: int = -1
    end: int = -1

    def as_dict(self) -> dict[str, Any]:
        return {"id": self.program, "name": self.name, "score": round(self.score, 4)}


class Candidate(NamedTuple):
    """A program found in a message by name or by words, what speaks for it, and how likely that makes it."""

    program: str
    found: Found
    clues: Any  # a row of numbers
    score: float

    @property
    def via(self) -> str:
        """How it was found, as a Link tells it."""
        named = self.found.named
        if named is None:
            return "words"
        return "name" if named.likeness == 1.0 else "like"


class Linker:
    """Built from the programs of one knowledge version, and of what the one before has read of the same texts."""

    def __init__(self, programs: Iterable[Program], last: Linker | None = None):
        own = {program.id: program for program in programs}
        kept: dict[str, Sheet] = last._sheets if last else {}
        self._sheets: dict[str, Sheet] = {id: Sheet.of(program, kept.get(id)) for id, program in own.items()}
        sheets = [*self._sheets.values()]
        self._programs = own
        self._ids = list(own)
        self._numbers = {id: number for number, id in enumerate(own)}
        names = {squeezed: name for sheet in sheets for squeezed, name in sheet.names.items()}
        self.names = NameIndex(names)
        self._owners: dict[str, list[int]] = {name: [] for name in names.values()}
        for number, sheet in enumerate(sheets):
            for squeezed in sheet.names:
                self._owners[names[squeezed]].append(number)
        self._search = SearchIndex({id: sheet.counted for id, sheet in self._sheets.items()})
        self._table = ClueTable([*own.values()], sheets, self._search)
        self._meanings = Meanings([sheet.meant for sheet in sheets])
        self._ranker = Ranker.load()
        self._lately = lru_cache(maxsize=16)(self._candidates)  # both tiers ask for those of the same message
        self._kin = lru_cache(maxsize=64)(self._read_kin)

    def link(self, text: str, region: str | None = None, most: int = 5) -> list[Link]:
        """Programs best first; the score is the probability that the message asks about this one."""
        best = sorted(self.candidates(text, region), key=lambda candidate: -candidate.score)[:most]
        return [self._link(candidate) for candidate in best]

    def candidates(self, text: str, region: str | None = None) -> tuple[Candidate, ...]:
        """Every program that a name or the words of a message may mean, with its clues."""
        return self._lately(text, region)

    def _candidates(self, text: str, region: str | None) -> tuple[Candidate, ...]:
        message = Message(text, region, self._search.rarity)
        exact = self.names.exact(message.bare)
        message.set_apart(exact)
        alike = [named for named in self.names.alike(message.bare) if named.likeness < 1.0]
        named = found_by_name(exact, alike, self._owners)
        terms = self._search.numbers(message.known)
        words = dict(self._search.find_terms(terms, most=_BY_WORDS))
        near = self._meanings.nearest(text)
        nearest = np.argsort(-near, kind="stable")[:_BY_MEANING]
        numbers = {*named, *words, *nearest[near[nearest] > NOWHERE].tolist()}
        if not numbers:
            return ()
        chosen = sorted(numbers, key=self._ids.__getitem__)
        found = [named.get(number, _BY_WORDS_ALONE) for number in chosen]
        best = max(words.values(), default=1.0)
        shares = [words.get(number, 0.0) / best for number in chosen]
        nearness = np.array([near[number] if near[number] > NOWHERE else 0.0 for number in chosen])
        rows = self._table.rows(message, terms, np.array(chosen), found, shares, nearness)
        ids = [self._ids[number] for number in chosen]
        return tuple(map(Candidate, ids, found, rows, self._ranker.probabilities(rows)))

    def mask(self, text: str) -> str:
        """The squeezed text with every name replaced by one sign: what is asked, whatever it is asked of."""
        bare = squeeze(text)
        for named in sorted(self.names.exact(bare), key=lambda n: -n.start):
            bare = bare[: named.start] + "◇" + bare[named.end :]
        return bare

    def kinship(self, program: str) -> Mapping[str, float]:
        """How much each program has in common with one, 0 to 1, by all that is known of them."""
        return self._kin(program)

    def _read_kin(self, program: str) -> Mapping[str, float]:
        kin = self._search.kinship(self._numbers[program], self._sheets[program].counted)
        return dict(zip(self._ids, kin.tolist(), strict=True))

    def cover(self, text: str, programs: Iterable[str]) -> dict[str, tuple[float, float]]:
        """For each program how much of a text's telling words stands in anything known of it, and in its names.

        A sum of rarities: 1 for a word that a single program has, near 0 for one of all.
        """
        known = Message(text, None, self._search.rarity).known
        ids = [*programs]
        numbers = np.array([self._numbers[id] for id in ids], np.intp)
        covered = self._table.cover(known, self._search.numbers(known), numbers)
        return dict(zip(ids, zip(*(sums.tolist() for sums in covered), strict=True), strict=True))

    def knows(self, words: Iterable[str]) -> float:
        """The share of words that the knowledge base uses at all."""
        return self._search.knows(words)

    def _link(self, candidate: Candidate) -> Link:
        name, named = self._programs[candidate.program].name, candidate.found.named
        place = (named.start, named.end) if named else ()
        return Link(candidate.program, name, candidate.score, candidate.via, *place)
