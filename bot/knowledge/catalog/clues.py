"""What speaks for an imported program being the one that a question asks about: a row of numbers for each candidate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from rapidfuzz import fuzz

from bot.knowledge.catalog.question import KNOWN, MEANT, PAIRS, SAID, TAIL, Question
from bot.knowledge.catalog.row import Row
from bot.knowledge.catalog.vectors import likenesses
from bot.knowledge.search import pairs_of

CLUES = (
    "named", "named_length", "like", "name_share", "name_share_meant", "name_mass", "piece", "piece_share",
    "cover_name", "cover_about", "cover_said", "tail_name", "tail_about", "everyday_name", "everyday_about",
    "saying", "saying_held", "near", "name_says", "says_name", "about_says", "says_about", "saying_says", "says_saying",
    "saying_near", "words", "strength", "known", "unknown", "province", "district", "region_named", "ended",
)  # fmt: skip
_MUCH = 12.0  # a sum of rarities that leaves no doubt that something was said
_NAMED = 5.0  # and one that leaves no doubt that a name was
_STRONG = 60.0  # a BM25 sum that hardly any question reaches
_BEFORE = 3  # parts of a row before its wordings: pairs of its name, name, what it is about
_LONG = 12  # letters of a name that could not stand there by chance
_LIKE_FROM = 70.0  # of rapidfuzz's 100: below, two names have no more in common than any two


class Weighed(NamedTuple):
    """A candidate: `words` is its BM25 sum, `near` the cosine of the question's whole meaning and its own."""

    row: Row
    words: float = 0.0
    near: float = 0.0
    ended: bool = False


class _Table:
    """Candidates against a question. `pairs` of the core name, `name`, `about` and `wordings` tell of each part how much
    of each of the question's columns it has, `anywhere` of name and about together; `in_name` and `in_about` are rows of
    1 for each of the question's terms that stand there. `whose` tells the first wording of each candidate."""

    def __init__(self, question: Question, rows: Sequence[Row]):
        sizes = np.concatenate([row.texts.sizes for row in rows])
        places = question.places(np.concatenate([row.texts.terms for row in rows]))
        found = np.flatnonzero(places > 0)
        has = np.zeros((len(sizes), len(question.terms)))
        has[np.searchsorted(np.cumsum(sizes), found, side="right"), places[found] - 1] = 1.0
        first = _starts([len(row.texts.sizes) for row in rows])
        self.in_name, self.in_about = has[first + 1], has[first + 2]
        self.anywhere = np.maximum(self.in_name, self.in_about) @ question.columns
        sums = has @ question.columns
        self.pairs, self.name, self.about = sums[first], sums[first + 1], sums[first + 2]
        said = np.ones(len(sizes), bool)
        said[np.add.outer(first, range(_BEFORE))] = False
        self.wordings = sums[said]
        self.masses = np.concatenate([row.texts.masses for row in rows])
        self.whose = first - _BEFORE * np.arange(len(rows))


def clues_of(question: Question, candidates: Sequence[Weighed]) -> Any:
    """The numbers of CLUES, a row for each candidate."""
    if not candidates:
        return np.zeros((0, len(CLUES)))
    rows = [candidate.row for candidate in candidates]
    table = _Table(question, rows)
    words = np.array([candidate.words for candidate in candidates])
    columns = (
        *_by_name(question, rows, table),
        *_by_words(question, table),
        *_by_everyday(question, table),
        *_by_saying(question, table),
        [candidate.near for candidate in candidates],
        *_by_meaning(question, rows),
        words / (words.max() or 1.0),
        np.minimum(words, _STRONG) / _STRONG,
        [min(question.said_mass, _MUCH) / _MUCH] * len(rows),
        [question.unknown] * len(rows),
        [row.place == 1 for row in rows],
        [row.place == 2 for row in rows],
        _region_named(question, rows),
        [candidate.ended for candidate in candidates],
    )
    return np.array(columns, float).T


def _by_name(question: Question, rows: Sequence[Row], table: _Table) -> list[Any]:
    mass = np.array([row.mass for row in rows])
    said, meant = table.pairs[:, PAIRS], table.pairs[:, MEANT]
    named = np.array([float(row.core in question.bare) for row in rows])
    length = np.array([min(len(row.core), _LONG) / _LONG for row in rows])
    like, piece = np.zeros(len(rows)), np.zeros(len(rows))
    for place in np.flatnonzero(said).tolist():  # who shares no pair of letters shares no piece
        row = rows[place]
        like[place] = 1.0 if named[place] else _likeness(question.letters, row.letters)
        piece[place] = sum(question.pairs.get(pair, 0.0) for pair in pairs_of(_longest_piece(row.core, question.bare)))
    return [named, named * length, np.maximum(like, named), np.minimum(said / mass, 1.0),
            np.minimum((said + meant) / mass, 1.0), np.minimum(said, _NAMED) / _NAMED,
            np.minimum(piece, _NAMED) / _NAMED, np.minimum(piece / mass, 1.0)]  # fmt: skip


def _likeness(question: str, name: str) -> float:
    """How nearly a name stands in a question, letter by letter: 0 for by chance, 1 for letter by letter."""
    if len(name) < 7 or len(question) < 5:
        return 0.0
    return max(0.0, (fuzz.partial_ratio(name, question, score_cutoff=_LIKE_FROM) - _LIKE_FROM) / (100 - _LIKE_FROM))


def _longest_piece(name: str, question: str) -> str:
    """The longest part of a name that a question writes in one piece: 노인일자리 of 노인일자리및사회활동."""
    longest = ""
    for start in range(len(name) - 1):
        while name[start : start + len(longest) + 1] in question and start + len(longest) < len(name):
            longest = name[start : start + len(longest) + 1]
    return longest


def _by_words(question: Question, table: _Table) -> list[Any]:
    return [
        table.name[:, KNOWN] / question.mass,
        table.anywhere[:, KNOWN] / question.mass,
        table.anywhere[:, SAID] / question.said_mass,
        table.name[:, TAIL] / question.tail_mass,
        table.about[:, TAIL] / question.tail_mass,
    ]


def _by_everyday(question: Question, table: _Table) -> list[Any]:
    """The share of the everyday words of which an official word stands in the name, and in name or text."""
    in_name, anywhere = np.zeros(len(table.name)), np.zeros(len(table.name))
    for ways, weight in question.everyday:
        named = (table.in_name @ ways.terms == ways.sizes).any(axis=1)
        told = (table.in_about @ ways.terms == ways.sizes).any(axis=1)
        in_name += weight * named
        anywhere += weight * (named | told)
    return [in_name / question.meant, anywhere / question.meant]


def _by_saying(question: Question, table: _Table) -> list[Any]:
    """How much the question says what people say of the program: the best wording's likeness, and its share held."""
    common = table.wordings[:, SAID]
    both = np.array([2 * common / (table.masses + question.said_mass), common / table.masses])
    return [*np.maximum.reduceat(both, table.whose, axis=1)]


def _by_meaning(question: Question, rows: Sequence[Row]) -> list[Any]:
    """How near name, text and the nearest of the wordings are, each both ways."""
    words = np.concatenate([row.texts.words for row in rows])
    says, held = likenesses(question.meaning, words, np.concatenate([row.texts.word_sizes for row in rows]))
    first = _starts([len(row.texts.word_sizes) for row in rows])
    starts = np.add.outer(first, range(3)).ravel()  # name, text, all wordings
    best = np.maximum.reduceat(np.array([says, held, np.sqrt(says * held)]), starts, axis=1).reshape(3, -1, 3)
    return [*best[:2].transpose(2, 0, 1).reshape(6, -1), best[2, :, 2]]


def _region_named(question: Question, rows: Sequence[Row]) -> list[bool]:
    named = {regions: any(name in question.bare for name in regions) for regions in {row.regions for row in rows}}
    return [named[row.regions] for row in rows]


def _starts(sizes: Sequence[int]) -> Any:
    """Where each of some runs of these sizes starts."""
    return np.cumsum([0, *sizes[:-1]])
