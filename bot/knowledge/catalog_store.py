"""Reads the imported programs of a snapshot: candidates by words, their rows, their vectors, their documents.

One read-only connection for all threads, one query at a time; rows that were asked for lately are kept.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
_FOUND = """
SELECT words.rowid, bm25(words, 8.0, 3.0, 4.0, 1.0) AS score FROM words {join}
WHERE words MATCH ? AND words.rowid BETWEEN ? AND ? AND words.rowid NOT IN (SELECT number FROM hidden) {filters}
ORDER BY score, words.rowid LIMIT ?
"""


@dataclass(frozen=True)
class Row:
    """A program as the index has it; `place` is 0 for the nation's, 1 a province's, 2 a district's."""

    number: int
    place: int
    regions: tuple[str, ...]  # as people name them: 동작구, 서울
    core: str
    letters: str  # of the core name, as jamo
    pairs: frozenset[str]  # of the core name
    mass: float  # sum of their rarities
    name: frozenset[str]
    about: frozenset[str]
    said: tuple[tuple[frozenset[str], float], ...]  # each way that people speak of it: terms, sum of their rarities
    name_words: bytes
    about_words: bytes
    said_words: tuple[bytes, ...]
    gone: bool
    ends: str  # YYYY-MM-DD, or empty

    @classmethod
    def of(cls, values: sqlite3.Row) -> Row:
        core, province, district = values["core"], values["province"], values["district"]
        return cls(
            number=values["number"],
            place=2 if district else 1 if province else 0,
            regions=tuple(filter(None, (district, province[:2]))),
            core=core,
            letters=decompose(core),
            pairs=frozenset(pairs_of(core)),
            mass=values["name_mass"] or 1.0,
            name=frozenset(values["name_terms"].split()),
            about=frozenset(values["about_terms"].split()),
            said=tuple(_wording(line) for line in values["said"].splitlines()),
            name_words=values["name_words"],
            about_words=values["about_words"],
            said_words=tuple(map(bytes.fromhex, values["said_words"].split())),
            gone=bool(values["gone"]),
            ends=values["ends"],
        )

    def is_over(self, today: date) -> bool:
        """Whether it ended, or its source does not list it any more."""
        return self.gone or (bool(self.ends) and self.ends < today.isoformat())


class Store:
    """The tables of bot/knowledge/catalog_index.py; `hidden` are programs that people here keep themselves."""

    def __init__(self, path: Path, hidden: Iterable[Program] = ()):
        self._lock = threading.Lock()
        self._db = _open(path)
        self._db.executemany("INSERT OR IGNORE INTO hidden VALUES (?)", _twins(self._db, hidden))
        self._runs = {(p, d): (first, last) for p, d, first, last in self._ask("SELECT * FROM region")}
        self._vectors = _vectors(self._ask("SELECT fingerprint, vectors FROM meaning")[0])
        self._rows: dict[int, Row] = {}

    def rarity(self, terms: Iterable[str]) -> dict[str, float]:
        """Of the terms that any program has."""
        read = self._ask(f"SELECT term, rarity FROM term WHERE term IN {_ANY}", _json(terms))
        return dict(map(tuple, read))

    def matching(
        self, terms: Iterable[str], places: Iterable[Place], each: int, filters: Mapping[str, str]
    ) -> list[tuple[int, float]]:
        """(row number, BM25 sum) of the best so many of each place, best first."""
        match = " OR ".join('"{}"'.format(term.replace('"', "")) for term in terms)
        if not match:
            return []
        join, conditions, values = _narrowed(filters)
        query = _FOUND.format(join=join, filters=conditions)
        runs = [self._runs[place] for place in places if place in self._runs]
        found = [(n, -s) for first, last in runs for n, s in self._ask(query, match, first, last, *values, each)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def likeness(self, meaning: Any, places: Iterable[Place]) -> dict[int, float]:
        """Row number → cosine of its vector and the given one, for all rows of some places."""
        if self._vectors is None:
            return {}
        found: dict[int, float] = {}
        for first, last in (self._runs[place] for place in places if place in self._runs):
            found.update(zip(range(first, last + 1), (self._vectors[first - 1 : last] @ meaning).tolist(), strict=True))
        return found

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """In the order of their numbers, without the hidden ones."""
        missing = [number for number in numbers if number not in self._rows]
        if missing:
            if len(self._rows) + len(missing) > _KEPT:
                self._rows = {}
            read = self._ask(f"SELECT * FROM program WHERE number IN {_ANY} AND {_SHOWN}", _json(missing))
            self._rows |= {values["number"]: Row.of(values) for values in read}
        kept = self._rows
        return [kept[number] for number in sorted(numbers) if number in kept]

    def documents(self, numbers: Iterable[int]) -> dict[int, Imported]:
        read = self._ask(f"SELECT number, document FROM program WHERE number IN {_ANY}", _json(numbers))
        return {number: _imported(document) for number, document in read}

    def by_id(self, id: str) -> Imported | None:
        found = self._ask("SELECT document FROM program WHERE id = ?", id)
        return _imported(found[0][0]) if found else None

    def numbers(self, ids: Iterable[str]) -> set[int]:
        return {number for (number,) in self._ask(f"SELECT number FROM program WHERE id IN {_ANY}", _json(ids))}

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
_SHOWN = "number NOT IN (SELECT number FROM hidden)"


def _wording(line: str) -> tuple[frozenset[str], float]:
    mass, *terms = line.split()
    return frozenset(terms), float(mass) or 1.0


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


def _narrowed(filters: Mapping[str, str]) -> tuple[str, str, list[str]]:
    if unknown := filters.keys() - FILTERS.keys():
        raise ValueError(f"no such filter: {', '.join(sorted(unknown))}")
    conditions = [f"AND instr(program.{FILTERS[name]}, ?)" for name in filters]
    values = [value if name == "source" else tags([value]) for name, value in filters.items()]
    return "JOIN program ON program.number = words.rowid" if filters else "", " ".join(conditions), values


def _vectors(stored: sqlite3.Row) -> Any:
    """A vector for each program; None where they were made with other word vectors than this process has."""
    if stored["fingerprint"] != fingerprint():
        return None
    return np.frombuffer(stored["vectors"], np.float16).reshape(-1, dimensions()).astype(np.float32)


def _json(values: Iterable[object]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _imported(document: str) -> Imported:
    return Imported.from_dict(json.loads(document))
