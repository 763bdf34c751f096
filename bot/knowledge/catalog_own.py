"""Our own programs as rows of the catalog, so that a question is held against either tier by the same measure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from bot.knowledge.catalog_store import Row, joined
from bot.knowledge.catalog_terms import core
from bot.knowledge.catalog_vectors import packed
from bot.knowledge.program import Program
from bot.knowledge.search import pairs_of, terms_of
from bot.korean.jamo import decompose

_OVERVIEW = 300  # letters of the answer that says what a program is
Rarity = Callable[[Iterable[str]], dict[str, float]]


@dataclass(frozen=True)
class _Texts:
    """What a row has beside its name."""

    terms: Any
    sizes: tuple[int, ...]
    masses: tuple[float, ...]
    words: Any
    word_sizes: tuple[int, ...]


class OwnRows:
    """Rows of our programs, by the catalog's rarities and numbers of terms."""

    def __init__(self, programs: Iterable[Program], rarity: Rarity, number_of: Callable[[str], int]):
        self._number_of = number_of
        self._texts: dict[str, _Texts] = {}
        self._rows: dict[tuple[str, str], Row] = {}
        programs = list(programs)
        self._known = rarity({term for program in programs for term in _weighed(program)})
        for program in programs:  # now, so that no question waits for it
            self.row(program)

    def row(self, program: Program, name: str | None = None) -> Row:
        """As it is called by one of its names, by its own where none is given."""
        called = name or program.name
        if (program.id, called) not in self._rows:
            texts = self._texts.get(program.id) or self._texts.setdefault(program.id, self._read(program))
            self._rows[program.id, called] = self._called(program, called, texts)
        return self._rows[program.id, called]

    def _read(self, program: Program) -> _Texts:
        about, *wordings = (_terms(text) for text in (_about(program), *program.descriptions))
        names = {term for name in (program.name, *program.aliases) for term in _terms(name)}
        masses = tuple(map(self._mass, wordings))
        terms, sizes = joined([[self._number_of(term) for term in part] for part in (names, about, *wordings)])
        words, word_sizes = joined([_words(text) for text in (_about(program), *program.descriptions)])
        return _Texts(terms, sizes, masses, words, word_sizes)

    def _called(self, program: Program, name: str, texts: _Texts) -> Row:
        bare = core(name)
        pairs = sorted(set(pairs_of(bare)))
        numbers = np.array([self._number_of(pair) for pair in pairs], np.int32)
        named = _words(name)
        return Row(
            number=0, place=0, regions=(program.region,) if program.region else (), core=bare, letters=decompose(bare),
            mass=self._mass(pairs),
            terms=np.concatenate([numbers, texts.terms]), sizes=(len(numbers), *texts.sizes), masses=texts.masses,
            words=np.concatenate([named, texts.words]), word_sizes=(len(named), *texts.word_sizes), gone=False, ends="",
        )  # fmt: skip

    def _mass(self, terms: Sequence[str]) -> float:
        return sum(self._known.get(term, 1.0) for term in sorted(terms)) or 1.0


def _weighed(program: Program) -> Iterator[str]:
    """The terms whose rarities a row needs: of the names and of how people speak of it."""
    for wording in program.descriptions:
        yield from _terms(wording)
    for name in (program.name, *program.aliases):
        yield from pairs_of(core(name))


def _about(program: Program) -> str:
    kinds = (*program.life_stages, *program.households, *program.themes)
    return " ".join((program.answers.get("overview", "")[:_OVERVIEW], *kinds, *program.descriptions))


@lru_cache(maxsize=1 << 14)
def _terms(text: str) -> tuple[str, ...]:
    """Kept, because our texts are read again with every change of another one."""
    return tuple(dict.fromkeys(terms_of(text)))


@lru_cache(maxsize=1 << 14)
def _words(text: str) -> Any:
    return np.frombuffer(packed(text), np.int32)
