"""Links a message to the programs it is about: by name, by a name nearly written, by description."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from typing import Any

from bot.knowledge.clues import Found, Message, Sheet, clues_of, found_by_name
from bot.knowledge.meaning import Meanings
from bot.knowledge.names import NameIndex
from bot.knowledge.program import Program
from bot.knowledge.rank import Ranker
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


@dataclass(frozen=True)
class Candidate:
    """A program found in a message by name or by words, and what speaks for it."""

    program: str
    found: Found
    clues: list[float]


class Linker:
    """Built from the programs of one knowledge version; `region` is the office's own (동작구, 진주시)."""

    def __init__(self, programs: Iterable[Program], ranker: Ranker | None = None):
        self._programs = {p.id: p for p in programs}
        self._owners: dict[str, list[str]] = {}
        for program in self._programs.values():
            for name in {squeeze(name): name for name in (program.name, *program.aliases)}:
                self._owners.setdefault(name, []).append(program.id)
        self.names = NameIndex(name for program in self._programs.values() for name in (program.name, *program.aliases))
        documents = {p.id: _document(p) for p in self._programs.values()}
        self._search = SearchIndex(documents)
        self._sheets = {p.id: Sheet.of(p, documents[p.id], self._search.rarity) for p in self._programs.values()}
        self._meanings = Meanings({p: [*d["name"], *d["description"]] for p, d in documents.items()})
        self._ranker = ranker or Ranker.load()
        self._lately = lru_cache(maxsize=16)(self._candidates)  # both tiers ask for those of the same message

    def link(self, text: str, region: str | None = None, most: int = 5) -> list[Link]:
        """Programs best first; the score is the probability that the message asks about this one."""
        candidates = self.candidates(text, region)
        if not candidates:
            return []
        scores = self._ranker.probabilities([candidate.clues for candidate in candidates])
        links = [self._link(candidate, score) for candidate, score in zip(candidates, scores, strict=True)]
        return sorted(links, key=lambda link: -link.score)[:most]

    def candidates(self, text: str, region: str | None = None) -> tuple[Candidate, ...]:
        """Every program that a name or the words of a message may mean, with its clues."""
        return self._lately(text, region)

    def _candidates(self, text: str, region: str | None) -> tuple[Candidate, ...]:
        message = Message(text, region, self._search.rarity)
        exact = self.names.exact(message.bare)
        message.set_apart(exact)
        alike = [named for named in self.names.alike(message.bare) if named.likeness < 1.0]
        named = found_by_name(exact, alike, self._owners_of)
        words = self._search.find_terms(message.terms, most=_BY_WORDS)
        best = words[0][1] if words else 1.0
        places = {program: score / best for program, score in words}
        near = self._meanings.nearest(text)
        programs = sorted({*named, *places, *nlargest(_BY_MEANING, near, key=near.__getitem__)})
        found = [named.get(program, _BY_WORDS_ALONE) for program in programs]
        clues = clues_of(
            message,
            [(self._sheets[p], f, places.get(p, 0.0), near.get(p, 0.0)) for p, f in zip(programs, found, strict=True)],
        )
        return tuple(Candidate(p, f, row) for p, f, row in zip(programs, found, clues, strict=True))

    def mask(self, text: str) -> str:
        """The squeezed text with every name replaced by one sign: what is asked, whatever it is asked of."""
        bare = squeeze(text)
        for named in sorted(self.names.exact(bare), key=lambda n: -n.start):
            bare = bare[: named.start] + "◇" + bare[named.end :]
        return bare

    def cover(self, text: str, programs: Iterable[str]) -> dict[str, tuple[float, float]]:
        """For each program how much of a text's telling words stands in anything known of it, and in its names.

        A sum of rarities: 1 for a word that a single program has, near 0 for one of all.
        """
        known = Message(text, None, self._search.rarity).known
        covered = {}
        for program in programs:
            fields = self._sheets[program].fields
            where = [(fields.get(term, 0), weight) for term, weight in known.items()]
            covered[program] = (
                sum(weight for bits, weight in where if bits),
                sum(weight for bits, weight in where if bits & 1),
            )
        return covered

    def knows(self, words: Iterable[str]) -> float:
        """The share of words that the knowledge base uses at all."""
        return self._search.knows(words)

    def _owners_of(self, name: str) -> Sequence[str]:
        return self._owners[squeeze(name)]

    def _link(self, candidate: Candidate, score: float) -> Link:
        named = candidate.found.named
        name = self._programs[candidate.program].name
        if named is None:
            return Link(candidate.program, name, score, "words")
        return Link(candidate.program, name, score, "name" if named.likeness == 1.0 else "like", named.start, named.end)


def _document(program: Program) -> dict[str, list[str]]:
    return {
        "name": [program.name, *program.aliases],
        "description": list(program.descriptions),
        "text": [*program.answers.values(), *(f"{d.about} {' '.join(d.match)} {d.say}" for d in program.details)],
    }
