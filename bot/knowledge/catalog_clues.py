"""What speaks for an imported program being the one that a question asks about: a row of numbers for each candidate."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from bot.knowledge.catalog_question import Question
from bot.knowledge.catalog_store import Row, Vocabulary
from bot.knowledge.catalog_vectors import likenesses
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
_BEFORE_WORDINGS = 3  # parts of a row: pairs of its name, name, what it is about
_LONG = 12  # letters of a name that could not stand there by chance
_LIKE_FROM = 70.0  # of rapidfuzz's 100: below, two names have no more in common than any two


@dataclass(frozen=True)
class Weighed:
    """A candidate: `words` is its BM25 sum, `near` the cosine of the question's whole meaning and its own."""

    row: Row
    words: float
    near: float
    ended: bool


class _Table:
    """Candidates against a question: `pairs` of the core name, `name`, `about` and `wordings` are rows of 1 for each
    of the question's terms that they have; `whose` tells the first wording of each candidate, of which all have one."""

    def __init__(self, question: Question, rows: Sequence[Row], vocabulary: Vocabulary):
        sizes = np.array([size for row in rows for size in (*row.sizes, 0)])  # an empty wording for who has none
        parts = np.array([len(row.sizes) + 1 for row in rows])
        places = vocabulary.places(question.terms)[np.concatenate([row.terms for row in rows])]
        found = np.flatnonzero(places)
        has = np.zeros((len(sizes), len(question.terms)))
        has[np.repeat(np.arange(len(sizes)), sizes)[found], places[found] - 1] = 1.0
        first = np.cumsum(parts) - parts
        self.pairs, self.name, self.about = has[first], has[first + 1], has[first + 2]
        said = np.ones(len(sizes), bool)
        said[np.concatenate([first, first + 1, first + 2])] = False
        self.wordings = has[said]
        self.masses = np.array([mass for row in rows for mass in (*row.masses, 1.0)])
        self.whose = np.cumsum(parts - _BEFORE_WORDINGS) - (parts - _BEFORE_WORDINGS)


def clues_of(question: Question, candidates: Sequence[Weighed], vocabulary: Vocabulary) -> Any:
    """The numbers of CLUES, a row for each candidate."""
    if not candidates:
        return np.zeros((0, len(CLUES)))
    rows = [candidate.row for candidate in candidates]
    table = _Table(question, rows, vocabulary)
    words = np.array([candidate.words for candidate in candidates])
    columns = [
        *_by_name(question, rows, table),
        *_by_words(question, table),
        *_by_everyday(question, table),
        *_by_saying(question, table),
        np.array([candidate.near for candidate in candidates]),
        *_by_meaning(question, rows),
        words / (words.max() or 1.0),
        np.minimum(words, _STRONG) / _STRONG,
        np.full(len(rows), min(question.said_mass, _MUCH) / _MUCH),
        np.full(len(rows), question.unknown),
        np.array([float(row.place == 1) for row in rows]),
        np.array([float(row.place == 2) for row in rows]),
        np.array([float(any(region in question.bare for region in row.regions)) for row in rows]),
        np.array([float(candidate.ended) for candidate in candidates]),
    ]
    return np.column_stack(columns)


def _weights(question: Question, weights: Mapping[str, float], only: Collection[str] | None = None) -> Any:
    """Of each of the question's terms."""
    return np.array([weights.get(t, 0.0) if only is None or t in only else 0.0 for t in question.terms])


def _by_name(question: Question, rows: Sequence[Row], table: _Table) -> list[Any]:
    mass = np.array([row.mass for row in rows])
    said = table.pairs @ _weights(question, question.pairs)
    meant = table.pairs @ _weights(question, question.weights, question.known - question.written)
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
    known, tail = _weights(question, question.weights), _weights(question, question.tail)
    anywhere = np.maximum(table.name, table.about)
    return [
        table.name @ known / question.mass,
        anywhere @ known / question.mass,
        anywhere @ _weights(question, question.weights, question.said) / question.said_mass,
        table.name @ tail / question.tail_mass,
        table.about @ tail / question.tail_mass,
    ]


def _by_everyday(question: Question, table: _Table) -> list[Any]:
    """The share of the everyday words of which an official word stands in the name, and in name or text."""
    places = {term: place for place, term in enumerate(question.terms)}
    in_name, anywhere = np.zeros(len(table.name)), np.zeros(len(table.name))
    for ways, weight in question.everyday:
        pairs = [[places[pair] for pair in way] for way in ways]
        named = np.any([table.name[:, way].all(axis=1) for way in pairs], axis=0)
        told = np.any([table.about[:, way].all(axis=1) for way in pairs], axis=0)
        in_name += weight * named
        anywhere += weight * (named | told)
    return [in_name / question.meant, anywhere / question.meant]


def _by_saying(question: Question, table: _Table) -> list[Any]:
    """How much the question says what people say of the program: the best wording's likeness, and its share held."""
    common = table.wordings @ _weights(question, question.weights, question.said)
    alike = np.maximum.reduceat(2 * common / (table.masses + question.said_mass), table.whose)
    return [alike, np.maximum.reduceat(common / table.masses, table.whose)]


def _by_meaning(question: Question, rows: Sequence[Row]) -> list[Any]:
    """How near name, text and the nearest of the wordings are, each both ways."""
    none = np.zeros(1, np.int32)  # row 0 is no word and like none: a wording for who has none
    sizes = np.array([size for row in rows for size in (*row.word_sizes, 1)])
    words = np.concatenate([words for row in rows for words in (row.words, none)])
    says, held = likenesses(question.meaning, words, sizes)
    parts = np.array([len(row.word_sizes) + 1 for row in rows])
    first = np.cumsum(parts) - parts
    starts = np.column_stack([first, first + 1, first + 2]).ravel()  # name, text, all wordings

    def best(numbers: Any) -> Any:
        return np.maximum.reduceat(numbers, starts).reshape(-1, 3)

    said, held_best, both = best(says), best(held), best(np.sqrt(says * held))
    return [said[:, 0], held_best[:, 0], said[:, 1], held_best[:, 1], said[:, 2], held_best[:, 2], both[:, 2]]
