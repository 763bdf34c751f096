"""Reads the imported programs of a snapshot: what a region has, and the documents of programs.

One read-only connection for all threads, one query at a time; what the residents of our offices can have is kept.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.knowledge.catalog.index import tags
from bot.knowledge.catalog.region import Region
from bot.knowledge.catalog.row import Row, Texts
from bot.knowledge.catalog.vectors import dimensions, fingerprint
from bot.knowledge.catalog.vocabulary import Vocabulary
from bot.knowledge.imported import Imported
from bot.knowledge.program import Program
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
_LATELY = 500  # documents that were asked for, of some kilobytes each
_TYPES = {"terms": np.int32, "sizes": np.int32, "masses": np.float64, "words": np.int32, "word_sizes": np.int32}


class Store:
    """The tables of bot/knowledge/catalog/index.py."""

    def __init__(self, path: Path, kept: Iterable[Sequence[Place]]):
        self._lock = threading.Lock()
        self._db = _open(path)
        self._count = int(self._ask("SELECT count(*) FROM program")[0][0])
        self._meant = self._ask("SELECT fingerprint FROM meaning")[0][0] == fingerprint()
        self.vocabulary = Vocabulary(self._ask("SELECT term, rarity FROM term ORDER BY number"))
        self._regions: dict[tuple[Place, ...], Region | None] = {}
        self.document = lru_cache(maxsize=_LATELY)(self._document)
        for places in kept:  # now, so that no question waits for them
            self.region(*places)

    def twins(self, curated: Iterable[Program]) -> frozenset[int]:
        """The rows that are not shown: of programs that a better source has, too, and of those that are among ours,
        by servId, or by name and region."""
        found = {number for (number,) in self._ask("SELECT number FROM program WHERE twin")}
        for program in curated:
            place = _CURATED.get(program.region, (program.region, ""))
            named = "SELECT number FROM program WHERE source_id = ? OR name = ? AND province = ? AND district = ?"
            found |= {number for (number,) in self._ask(named, program.serv_id, squeeze(program.name), *place)}
        return frozenset(found)

    def region(self, *places: Place) -> Region | None:
        """What all of some places have together; None where that is nothing."""
        if places not in self._regions:
            if len(places) == 1:
                self._regions[places] = self._read(*places)
            else:
                read = [region for place in sorted(places) if (region := self.region(place))]
                self._regions[places] = Region.joined(read) if read else None
        return self._regions[places]

    def allowed(self, region: Region, filters: Mapping[str, str]) -> Any:
        """Whether the filters let each row of a region pass."""
        if unknown := filters.keys() - FILTERS.keys():
            raise ValueError(f"no such filter: {', '.join(sorted(unknown))}")
        conditions = " AND ".join(f"instr({FILTERS[name]}, ?)" for name in filters)
        values = [value if name == "source" else tags([value]) for name, value in filters.items()]
        query = f"SELECT number FROM program WHERE number BETWEEN ? AND ? AND {conditions}"
        runs = [(int(run[0]), int(run[-1])) for run in (region.numbers[run] for run in region.runs)]
        return np.isin(region.numbers, [number for run in runs for (number,) in self._ask(query, *run, *values)])

    def _document(self, number: int) -> Imported:
        return _imported(self._ask("SELECT document FROM program WHERE number = ?", number)[0][0])

    def by_id(self, id: str) -> Imported | None:
        found = self._ask("SELECT document FROM program WHERE id = ?", id)
        return _imported(found[0][0]) if found else None

    def ids(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """In the order of the numbers given."""
        numbers = list(numbers)
        found = dict(map(tuple, self._ask(f"SELECT number, id FROM program WHERE number IN {_ANY}", _json(numbers))))
        return tuple(found[number] for number in numbers)

    def everything(self, places: Iterable[Place] | None = None) -> Iterator[tuple[int, Imported]]:
        """The programs of some places, with their row numbers; all there are where none are given."""
        runs = {(p, d): run for p, d, *run in self._ask("SELECT province, district, first, last FROM region")}
        for run in runs.values() if places is None else [runs[place] for place in places if place in runs]:
            query = "SELECT number, document FROM program WHERE number BETWEEN ? AND ? ORDER BY number"
            yield from ((number, _imported(document)) for number, document in self._ask(query, *run))

    def __len__(self) -> int:
        return self._count

    def _read(self, place: Place) -> Region | None:
        found = self._ask(f"SELECT {_REGION} FROM region WHERE province = ? AND district = ?", *place)
        if not found:
            return None
        first, last, *postings, stored = found[0]
        rows = self._ask(f"SELECT {_ROW} FROM program WHERE number BETWEEN ? AND ? ORDER BY number", first, last)
        terms, starts, posted, weights = map(np.frombuffer, postings, (np.int32, np.int32, np.int32, np.float32))
        vectors = np.frombuffer(stored, np.float16).reshape(-1, dimensions()).astype(np.float32)
        if not self._meant:
            vectors = np.zeros_like(vectors)
        return Region(
            np.arange(first, last + 1),
            (slice(len(rows)),),
            [_row(row) for row in rows],
            terms,
            starts,
            posted,
            weights,
            vectors,
        )

    def _ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(query, values).fetchall()


_ANY = "(SELECT value FROM json_each(?))"
_REGION = "first, last, terms, starts, posted, weights, vectors"
_ROW = f"number, core, mass, province, district, gone, ends, {', '.join(_TYPES)}"


def _open(path: Path) -> sqlite3.Connection:
    """Read-only and unlocked: the file never changes."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    db.isolation_level = None
    db.execute("PRAGMA mmap_size = 268435456")
    return db


def _row(values: tuple[Any, ...]) -> Row:
    number, core, mass, province, district, gone, ends, *texts = values
    place, regions = 2 if district else 1 if province else 0, tuple(filter(None, (district, province[:2])))
    columns = [np.frombuffer(text, kind) for text, kind in zip(texts, _TYPES.values(), strict=True)]
    return Row(number, place, regions, core, decompose(core), mass or 1.0, Texts(*columns), bool(gone), ends)


def _json(values: Iterable[object]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _imported(document: str) -> Imported:
    return Imported.from_dict(json.loads(document))
