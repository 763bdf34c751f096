"""Reads the imported programs of a snapshot: candidates by words (BM25), their rows, vectors and documents.

One read-only connection for all threads, one query at a time; rows that were asked for lately are kept.
"""

from __future__ import annotations

import json
import math
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from bot.knowledge.catalog_index import tags
from bot.knowledge.catalog_vectors import dimensions, fingerprint
from bot.knowledge.imported import Imported
from bot.knowledge.program import Program
from bot.knowledge.search import pairs_of
from bot.korean.jamo import decompose
from bot.korean.normalize import squeeze

FILTERS = {"theme": "themes", "life_stage": "life_stages", "household": "households", "source": "source"}
"""What a search can be narrowed to → the column."""
NATION = ("", "")
Place = tuple[str, str]
"""Province and district; an empty district is the whole province, two empty ones the nation."""

_CURATED = {
    None: NATION, "서울": ("서울특별시", ""), "동작구": ("서울특별시", "동작구"),
    "경남": ("경상남도", ""), "진주시": ("경상남도", "진주시"),
}  # fmt: skip
_KEPT = 1500  # rows, of some kilobytes each: about what the residents of two offices can have
_K1, _B = 1.2, 0.75  # BM25's: how soon a term said again tells no more, and how much longer texts count less


@dataclass(frozen=True)
class Row:
    """A program as the index has it; `place` is 0 for the nation's, 1 a province's, 2 a district's.

    `terms` are numbers of a Vocabulary: the pairs of letters of the core name, the terms of names, those of what it is
    about, and those of each way that people speak of it; `sizes` says how many of each, `masses` the sum of the rarities
    of each wording. `words` are rows of word vectors in the same way: of the name, of what it is about, of wordings.
    """

    number: int
    place: int
    regions: tuple[str, ...]  # as people name them: 동작구, 서울
    core: str
    letters: str  # of the core name, as jamo
    mass: float  # sum of the rarities of its pairs
    terms: Any
    sizes: tuple[int, ...]
    masses: tuple[float, ...]
    words: Any
    word_sizes: tuple[int, ...]
    gone: bool
    ends: str  # YYYY-MM-DD, or empty

    @classmethod
    def of(cls, values: sqlite3.Row, number_of: Callable[[str], int]) -> Row:
        core, province, district = values["core"], values["province"], values["district"]
        wordings = [line.split() for line in values["said"].splitlines()]
        parts = [
            pairs_of(core),
            values["name_terms"].split(),
            values["about_terms"].split(),
            *(w[1:] for w in wordings),
        ]
        texts = [values["name_words"], values["about_words"], *map(bytes.fromhex, values["said_words"].split())]
        terms, sizes = joined([[number_of(term) for term in set(part)] for part in parts])
        words, word_sizes = joined([np.frombuffer(text, np.int32) for text in texts])
        return cls(
            number=values["number"],
            place=2 if district else 1 if province else 0,
            regions=tuple(filter(None, (district, province[:2]))),
            core=core,
            letters=decompose(core),
            mass=values["name_mass"] or 1.0,
            terms=terms,
            sizes=sizes,
            masses=tuple(float(wording[0]) or 1.0 for wording in wordings),
            words=words,
            word_sizes=word_sizes,
            gone=bool(values["gone"]),
            ends=values["ends"],
        )

    def is_over(self, today: date) -> bool:
        """Whether it ended, or its source does not list it any more."""
        return self.gone or (bool(self.ends) and self.ends < today.isoformat())


class Vocabulary:
    """A number for each term that a row has; 0 is none of them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._lock = threading.Lock()

    def number(self, term: str) -> int:
        """That of a term, a new one where it has none yet."""
        known = self._numbers.get(term)
        if known is None:
            with self._lock:
                known = self._numbers.setdefault(term, len(self._numbers) + 1)
        return known

    def places(self, terms: Sequence[str]) -> Any:
        """Number of a term → its place among the given ones, from 1; 0 for any other."""
        found = np.zeros(len(self._numbers) + 1, np.int16)
        for place, term in enumerate(terms, start=1):
            if number := self._numbers.get(term, 0):
                found[number] = place
        return found


def joined(parts: Sequence[Any]) -> tuple[Any, tuple[int, ...]]:
    """One array of whole numbers, and how many of each part."""
    sizes = tuple(map(len, parts))
    return np.concatenate([np.asarray(part, np.int32) for part in parts]), sizes


class Store:
    """The tables of bot/knowledge/catalog_index.py; `hidden` are programs that people here keep themselves."""

    def __init__(self, path: Path, hidden: Iterable[Program] = ()):
        self._lock = threading.Lock()
        self._db = _open(path)
        self._db.executemany("INSERT OR IGNORE INTO hidden VALUES (?)", _twins(self._db, hidden))
        self._runs = {(p, d): (first, last) for p, d, first, last in self._ask("SELECT * FROM region")}
        self._vectors = _vectors(self._ask("SELECT fingerprint, vectors FROM meaning")[0])
        lengths = np.array([0, *(length for (length,) in self._ask("SELECT length FROM program ORDER BY number"))])
        self._norms = (_K1 * (1 - _B + _B * lengths / (lengths[1:].mean() if len(lengths) > 1 else 1))).astype(
            np.float32
        )
        self._rarest = math.log(1 + (len(lengths) - 0.5) / 0.5)
        self._hidden = np.array([number for (number,) in self._ask("SELECT number FROM hidden")], np.int64)
        self.vocabulary = Vocabulary()
        self._rows: dict[int, Row] = {}

    def rarity(self, terms: Iterable[str]) -> dict[str, float]:
        """Of the terms that any program has."""
        read = self._ask(f"SELECT term, rarity FROM term WHERE term IN {_ANY}", _json(terms))
        return dict(map(tuple, read))

    def matching(
        self, terms: Mapping[str, float], places: Iterable[Place], each: int, filters: Mapping[str, str]
    ) -> list[tuple[int, float]]:
        """(row number, BM25 sum) of the best so many of each place, best first; terms come with their rarities."""
        found: list[tuple[int, float]] = []
        for first, last in (self._runs[place] for place in places if place in self._runs):
            scores = self._scores(terms, first, last)
            if filters:
                scores *= self._narrowed(first, last, filters)
            best = np.argpartition(-scores, each)[:each] if len(scores) > each else np.arange(len(scores))
            found += [(first + int(place), float(scores[place])) for place in best if scores[place] > 0]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def _scores(self, terms: Mapping[str, float], first: int, last: int) -> Any:
        """Of each row of a run; 0 for the hidden ones."""
        read = self._ask(
            f"SELECT term, numbers, weights FROM posting WHERE region = ? AND term IN {_ANY} ORDER BY term",
            first, _json(terms),
        )  # fmt: skip
        scores = np.zeros(last - first + 1)
        for term, stored, weighed in read:
            numbers, weights = np.frombuffer(stored, np.int32), np.frombuffer(weighed, np.uint16)
            told = weights / (weights + self._norms[numbers])
            scores[numbers - first] += terms[term] * self._rarest * (_K1 + 1) * told
        scores[self._hidden[(self._hidden >= first) & (self._hidden <= last)] - first] = 0.0
        return scores

    def _narrowed(self, first: int, last: int, filters: Mapping[str, str]) -> Any:
        """1 for each row of a run that the filters allow."""
        if unknown := filters.keys() - FILTERS.keys():
            raise ValueError(f"no such filter: {', '.join(sorted(unknown))}")
        conditions = " AND ".join(f"instr({FILTERS[name]}, ?)" for name in filters)
        values = [value if name == "source" else tags([value]) for name, value in filters.items()]
        query = f"SELECT number FROM program WHERE number BETWEEN ? AND ? AND {conditions}"
        allowed = np.zeros(last - first + 1)
        allowed[[number - first for (number,) in self._ask(query, first, last, *values)]] = 1.0
        return allowed

    def likeness(self, meaning: Any, places: Iterable[Place]) -> tuple[Any, Any]:
        """The row numbers of some places, ascending, and the cosine of each one's vector and the given one."""
        runs = sorted(self._runs[place] for place in places if place in self._runs)
        if self._vectors is None or not runs:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        numbers = np.concatenate([np.arange(first, last + 1) for first, last in runs])
        return numbers, np.concatenate([self._vectors[first - 1 : last] @ meaning for first, last in runs])

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """In the order of their numbers, without the hidden ones."""
        missing = [number for number in numbers if number not in self._rows]
        if missing:
            if len(self._rows) + len(missing) > _KEPT:
                self._rows = {}
            read = self._ask(f"SELECT {_ROW} FROM program WHERE number IN {_ANY} AND {_SHOWN}", _json(missing))
            self._rows |= {values["number"]: Row.of(values, self.vocabulary.number) for values in read}
        kept = self._rows
        return [kept[number] for number in sorted(numbers) if number in kept]

    def documents(self, numbers: Iterable[int]) -> dict[int, Imported]:
        read = self._ask(f"SELECT number, document FROM program WHERE number IN {_ANY}", _json(numbers))
        return {number: _imported(document) for number, document in read}

    def by_id(self, id: str) -> Imported | None:
        found = self._ask("SELECT document FROM program WHERE id = ?", id)
        return _imported(found[0][0]) if found else None

    def ids(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """In the order of the numbers given."""
        numbers = list(numbers)
        found = dict(map(tuple, self._ask(f"SELECT number, id FROM program WHERE number IN {_ANY}", _json(numbers))))
        return tuple(found[number] for number in numbers)

    def everything(self, places: Iterable[Place] | None = None) -> Iterator[Imported]:
        """What is shown at some places; all there is, hidden or not, where none are given."""
        condition = "TRUE" if places is None else _SHOWN
        runs = self._runs.values() if places is None else [self._runs[p] for p in places if p in self._runs]
        for first, last in runs:
            query = f"SELECT document FROM program WHERE number BETWEEN ? AND ? AND {condition} ORDER BY number"
            yield from (_imported(document) for (document,) in self._ask(query, first, last))

    def count(self) -> int:
        return int(self._ask("SELECT count(*) FROM program")[0][0])

    def _ask(self, query: str, *values: object) -> list[sqlite3.Row]:
        with self._lock:
            return self._db.execute(query, values).fetchall()


_ANY = "(SELECT value FROM json_each(?))"
_ROW = (
    "number, core, name_mass, province, district, gone, ends, name_terms, about_terms, said, name_words, about_words, "
    "said_words"
)
_SHOWN = "number NOT IN (SELECT number FROM hidden)"


def _open(path: Path) -> sqlite3.Connection:
    """Read-only and unlocked: the file never changes. What is hidden stands in a table of this connection alone."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    db.isolation_level = None
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA mmap_size = 268435456")
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute("CREATE TEMP TABLE hidden (number INTEGER PRIMARY KEY)")
    db.execute("INSERT INTO hidden SELECT number FROM program WHERE twin")
    return db


def _twins(db: sqlite3.Connection, curated: Iterable[Program]) -> list[tuple[int]]:
    """The rows of programs that are among ours: by servId, or by name and region."""
    found: set[int] = set()
    for program in curated:
        place = _CURATED.get(program.region, (program.region, ""))
        named = "SELECT number FROM program WHERE source_id = ? OR name = ? AND province = ? AND district = ?"
        found.update(row[0] for row in db.execute(named, (program.serv_id, squeeze(program.name), *place)))
    return [(number,) for number in sorted(found)]


def _vectors(stored: sqlite3.Row) -> Any:
    """A vector for each program; None where they were made with other word vectors than this process has."""
    if stored["fingerprint"] != fingerprint():
        return None
    return np.frombuffer(stored["vectors"], np.float16).reshape(-1, dimensions()).astype(np.float32)


def _json(values: Iterable[object]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _imported(document: str) -> Imported:
    return Imported.from_dict(json.loads(document))
