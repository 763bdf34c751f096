"""What an index keeps of the texts of imported programs: their terms and words by number, and how rare each is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.knowledge.catalog.region import by_term
from bot.knowledge.catalog.row import Texts
from bot.knowledge.catalog.terms import core
from bot.knowledge.catalog.vectors import Meaning, words_in
from bot.knowledge.imported import Imported
from bot.knowledge.search import pairs_of, terms_of

_COUNTS = {"name": 8, "about": 3, "said": 4, "rest": 1}  # what a term counts in each part of a program
_TARGET, _BENEFIT, _CRITERIA = 300, 600, 300  # letters of a text that are searched: what it is about stands first
_MOST = 65535
_K1, _B = 1.2, 0.75  # BM25's: how soon a term said again tells no more, and how much longer texts count less


class Terms:
    """Gives each term a number as it comes."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def of(self, terms: Iterable[str]) -> Any:
        return np.array([self._numbers.setdefault(term, len(self._numbers)) for term in terms], np.int32)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


@dataclass(frozen=True)
class Read:
    """The numbers of the terms of a program, in each column as often as they stand there, and the rows of its words."""

    core: str
    pairs: Any  # of the core name
    columns: dict[str, Any]
    wordings: Sequence[Any]
    words: Sequence[Any]  # of the name, of what it is about, of each wording
    meant: str

    @classmethod
    def of(cls, program: Imported, said: Sequence[str], terms: Terms) -> Read:
        bare = _core(program)
        about = " ".join((program.summary, program.target[:_TARGET], *_kinds(program), *said))
        rest = f"{program.benefit[:_BENEFIT]} {program.criteria[:_CRITERIA]} {program.documents[:_CRITERIA]}"
        wordings = [terms.of(terms_of(wording)) for wording in said]
        columns = {name: terms.of(terms_of(text)) for name, text in (("name", program.name), ("about", about))}
        columns |= {"said": np.concatenate([terms.of(()), *wordings]), "rest": terms.of(terms_of(rest))}
        return cls(
            bare, terms.of(pairs_of(bare)), columns, wordings, [words_in(text) for text in (program.name, about, *said)],
            f"{program.name} {program.name} {program.summary} {' '.join(said)}",
        )  # fmt: skip

    @property
    def length(self) -> int:
        return sum(map(len, self.columns.values()))

    @property
    def documented(self) -> Any:
        """Each term once that its own texts have: what is only said of a program makes no word common."""
        return np.unique(np.concatenate([self.columns[name] for name in ("name", "about", "rest")]))

    def counted(self) -> tuple[Any, Any]:
        """Each term once, and what it counts."""
        terms, places = np.unique(np.concatenate([*self.columns.values()]), return_inverse=True)
        counts = np.repeat([_COUNTS[name] for name in self.columns], [len(terms) for terms in self.columns.values()])
        return terms, np.minimum(np.bincount(places, counts), _MOST).astype(np.uint16)


class Rarities:
    """All terms of a catalog, once every program is read: numbers from 1 in the order of the alphabet, 0 for those of no
    text of a program, and rarities: 0 for a term that all programs have, near 1 for one that a single program has."""

    def __init__(self, terms: Terms, read: Sequence[Read]):
        total = len(read)
        documents = np.bincount(
            np.concatenate([np.zeros(0, np.int32), *(r.documented for r in read)]), minlength=len(terms)
        )
        names = [*terms]
        ordered = sorted((name, place) for place, name in enumerate(names) if documents[place])
        self.numbers = np.zeros(len(terms), np.int32)
        self.numbers[[place for _, place in ordered]] = np.arange(1, len(ordered) + 1)
        self._rarest = math.log(1 + (total + 0.5) / 0.5)
        self.rarity = {name: self._rarity(total, int(documents[place])) for name, place in ordered}
        self._rarities = np.ones(len(terms))
        self._rarities[[place for _, place in ordered]] = [*self.rarity.values()]
        lengths = np.array([one.length for one in read])
        self._average = lengths.mean() if total else 1.0

    def rows(self) -> Iterator[tuple[str, int, float]]:
        """Term, number, rarity."""
        return ((term, number, rarity) for number, (term, rarity) in enumerate(self.rarity.items(), start=1))

    def mass(self, terms: Any) -> float:
        """The sum of the rarities, so that a share of it can be told."""
        return round(math.fsum(self._rarities[np.unique(terms)]), 4)

    def texts(self, read: Read) -> Texts:
        parts = (read.pairs, read.columns["name"], read.columns["about"], *read.wordings)
        return Texts.of([self._known(part) for part in parts], [*map(self.mass, read.wordings)], read.words)

    def meaning(self, read: Read) -> Any:
        """One vector of the name, which counts twice, the summary, and what people say."""
        return Meaning(read.meant, self.rarity.get).whole

    def posted(self, read: Read, nothing: bool = False) -> tuple[Any, Any]:
        """The numbers of the terms, and what each adds to the program's BM25 sum."""
        terms, counts = read.counted()
        norm = np.float32(_K1 * (1 - _B + _B * read.length / self._average))
        added = (self._rarities[terms] * self._rarest * (_K1 + 1)).astype(np.float32) * (counts / (counts + norm))
        known = (self.numbers[terms] > 0) & (not nothing)
        return self.numbers[terms][known], added[known]

    def _known(self, terms: Any) -> Any:
        numbers = self.numbers[np.unique(terms)]
        return numbers[numbers > 0]

    def _rarity(self, total: int, documents: int) -> float:
        return math.log(1 + (total - documents + 0.5) / (documents + 0.5)) / self._rarest


def postings(posted: Sequence[tuple[Any, Any]]) -> tuple[Any, Any, Any, Any]:
    """What the programs of a region post, by term, as bot/knowledge/catalog/region.py reads it."""
    terms, weights = (np.concatenate(list(columns)) for columns in zip(*posted, strict=True))
    return by_term(terms, np.repeat(np.arange(len(posted)), [len(numbers) for numbers, _ in posted]), weights)


def _kinds(program: Imported) -> tuple[str, ...]:
    return (*program.life_stages, *program.households, *program.themes)


def _core(program: Imported) -> str:
    """The name that people say, without the region before it: 출산축하금 of 진주시 출산축하금 지원."""
    name = core(program.name)
    for region in (program.district, program.province):
        for spoken in (region, region[:-1], region[:2]) if region else ():
            if name.startswith(spoken) and len(name) - len(spoken) >= 3:
                return name.removeprefix(spoken)
    return name
