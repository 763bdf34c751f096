"""Our own programs as rows of the catalog, so that a question is held against either tier by the same measure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from bot.knowledge.catalog.row import Row, Texts
from bot.knowledge.catalog.terms import core
from bot.knowledge.catalog.vectors import words_in
from bot.knowledge.catalog.vocabulary import Vocabulary
from bot.knowledge.program import Program
from bot.knowledge.search import pairs_of, terms_of
from bot.korean.jamo import decompose

_OVERVIEW = 300  # letters of the answer that says what a program is


class OwnRows:
    """Rows of our programs, by the numbers and rarities of the catalog's terms."""

    def __init__(self, programs: Iterable[Program], vocabulary: Vocabulary):
        programs = list(programs)
        terms = {term for program in programs for text in _texts(program) for term in _terms(text)}
        cores = {pair for program in programs for name in _names(program) for pair in pairs_of(core(name))}
        self._numbers, self._rarity = vocabulary.look_up(terms | cores)
        for name in {name for program in programs for name in _names(program)}:
            _words(name)
        self._unnamed = {program.id: self._read(program) for program in programs}  # now, so that no question waits
        self._rows: dict[tuple[str, str], Row] = {}

    def row(self, program: Program, name: str | None = None) -> Row:
        """As it is called by one of its names, by its own where none is given."""
        called = name or program.name
        if (program.id, called) not in self._rows:
            self._rows[program.id, called] = self._called(program, called)
        return self._rows[program.id, called]

    def _called(self, program: Program, name: str) -> Row:
        bare = core(name)
        pairs = frozenset(pairs_of(bare))
        texts = self._unnamed[program.id].after(self._known(pairs), _words(name))
        regions = (program.region,) if program.region else ()
        return Row(0, 0, regions, bare, decompose(bare), self._mass(pairs), texts)

    def _read(self, program: Program) -> Texts:
        """All but the name by which it is called."""
        named = {term for name in _names(program) for term in _terms(name)}
        about, wordings = _about(program), [_terms(text) for text in program.descriptions]
        terms = [self._known(part) for part in (named, _terms(about), *wordings)]
        words = [_words(text) for text in (about, *program.descriptions)]
        return Texts.of(terms, [self._mass(wording) for wording in wordings], words)

    def _known(self, terms: Iterable[str]) -> Any:
        return np.array([self._numbers[term] for term in terms if term in self._numbers], np.int32)

    def _mass(self, terms: Iterable[str]) -> float:
        return sum(self._rarity.get(term, 1.0) for term in sorted(terms)) or 1.0


def _names(program: Program) -> Sequence[str]:
    return program.name, *program.aliases


def _texts(program: Program) -> Sequence[str]:
    return *_names(program), _about(program), *program.descriptions


def _about(program: Program) -> str:
    kinds = (*program.life_stages, *program.households, *program.themes)
    return " ".join((program.answers.get("overview", "")[:_OVERVIEW], *kinds, *program.descriptions))


@lru_cache(maxsize=1 << 14)
def _terms(text: str) -> tuple[str, ...]:
    """Kept, because our texts are read again with every change of another one."""
    return tuple(dict.fromkeys(terms_of(text)))


@lru_cache(maxsize=1 << 14)
def _words(text: str) -> Any:
    return words_in(text)
