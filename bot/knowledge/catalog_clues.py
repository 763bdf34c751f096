"""What speaks for an imported program being the one that a question asks about: a row of numbers for each candidate."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.knowledge.catalog_question import Question
from bot.knowledge.catalog_store import Row
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
_LONG = 12  # letters of a name that could not stand there by chance
_LIKE_FROM = 70.0  # of rapidfuzz's 100: below, two names have no more in common than any two


@dataclass(frozen=True)
class Weighed:
    """A candidate: `words` is its BM25 sum, `near` the cosine of the question's whole meaning and its own."""

    row: Row
    words: float
    near: float
    ended: bool


def clues_of(question: Question, candidates: Sequence[Weighed]) -> list[list[float]]:
    """The numbers of CLUES for each candidate."""
    best = max((candidate.words for candidate in candidates), default=1.0) or 1.0
    whole = [min(question.said_mass, _MUCH) / _MUCH, question.unknown]
    nearness = _by_meaning(question, [candidate.row for candidate in candidates])
    return [
        [*_by_name(question, c.row), *_by_words(question, c.row), *_by_everyday(question, c.row),
         *_by_saying(question, c.row), c.near, *near, c.words / best, min(c.words, _STRONG) / _STRONG, *whole,
         *_by_region(question, c.row), float(c.ended)]
        for c, near in zip(candidates, nearness, strict=True)
    ]  # fmt: skip


def _by_name(question: Question, row: Row) -> list[float]:
    named = row.core in question.bare
    like = 1.0 if named else _likeness(question.letters, row.letters)
    said = _mass(row.pairs & question.written, question.pairs)
    meant = _mass((row.pairs & question.known) - question.written, question.weights)
    piece = sum(question.pairs.get(pair, 0.0) for pair in pairs_of(_longest_piece(row.core, question.bare)))
    return [float(named), named * min(len(row.core), _LONG) / _LONG, like, min(said / row.mass, 1.0),
            min((said + meant) / row.mass, 1.0), min(said, _NAMED) / _NAMED,
            min(piece, _NAMED) / _NAMED, min(piece / row.mass, 1.0)]  # fmt: skip


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


def _by_words(question: Question, row: Row) -> list[float]:
    in_name = row.name & question.known
    anywhere = (row.about & question.known) | in_name
    return [
        _mass(in_name, question.weights) / question.mass,
        _mass(anywhere, question.weights) / question.mass,
        _mass(anywhere & question.said, question.weights) / question.said_mass,
        _mass(row.name & question.tail_pairs, question.tail) / question.tail_mass,
        _mass(row.about & question.tail_pairs, question.tail) / question.tail_mass,
    ]


def _by_everyday(question: Question, row: Row) -> list[float]:
    """The share of the everyday words of which an official word stands in the name, and in name or text."""
    in_name = in_about = 0.0
    for ways, weight in question.everyday:
        if any(way <= row.name for way in ways):
            in_name += weight
            in_about += weight
        elif any(way <= row.about for way in ways):
            in_about += weight
    return [in_name / question.meant, in_about / question.meant]


def _by_saying(question: Question, row: Row) -> list[float]:
    """How much the question says what people say of the program: the best wording's likeness, and its share held."""
    alike = held = 0.0
    for terms, mass in row.said:
        common = _mass(terms & question.said, question.weights)
        alike = max(alike, 2 * common / (mass + question.said_mass))
        held = max(held, common / mass)
    return [alike, held]


def _by_meaning(question: Question, rows: Sequence[Row]) -> list[list[float]]:
    """How near name, text and the nearest of the wordings are, each both ways; all rows at once, for speed."""
    texts = [text for row in rows for text in (row.name_words, row.about_words, *row.said_words)]
    found = iter(likenesses(question.meaning, texts))
    return [[*next(found), *next(found), *_nearest(found, len(row.said_words))] for row in rows]


def _nearest(found: Iterator[tuple[float, float]], number: int) -> list[float]:
    wordings = [next(found) for _ in range(number)]
    both_ways = max((math.sqrt(said * held) for said, held in wordings), default=0.0)
    said, held = (max(way, default=0.0) for way in (zip(*wordings, strict=True) if wordings else ((), ())))
    return [said, held, both_ways]


def _by_region(question: Question, row: Row) -> list[float]:
    named = any(region in question.bare for region in row.regions)
    return [float(row.place == 1), float(row.place == 2), float(named)]


def _mass(terms: frozenset[str], weights: Mapping[str, float]) -> float:
    """The sum of some weights, the same in every process."""
    return math.fsum([weights[term] for term in terms])
