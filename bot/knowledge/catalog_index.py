"""Writes the imported programs of a snapshot: rows in the order of their regions, and which of them have which terms.

A region is one run of row numbers with postings of its own, so that a search reads what its own regions have and costs
no more for all the others.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from bot.knowledge.catalog_terms import core
from bot.knowledge.catalog_vectors import Meaning, fingerprint, packed
from bot.knowledge.imported import SOURCES, Imported
from bot.knowledge.search import pairs_of, terms_of
from bot.korean.normalize import squeeze

SCHEMA = """
CREATE TABLE program (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source_id TEXT NOT NULL, source TEXT NOT NULL,
    name TEXT NOT NULL, core TEXT NOT NULL, name_mass REAL, province TEXT NOT NULL, district TEXT NOT NULL,
    gone INTEGER NOT NULL, ends TEXT NOT NULL, twin INTEGER NOT NULL, length INTEGER NOT NULL,
    themes TEXT NOT NULL, life_stages TEXT NOT NULL, households TEXT NOT NULL,
    name_terms TEXT NOT NULL, about_terms TEXT NOT NULL, said TEXT NOT NULL,
    name_words BLOB NOT NULL, about_words BLOB NOT NULL, said_words TEXT NOT NULL, document TEXT NOT NULL
);
CREATE INDEX program_source_id ON program (source_id);
CREATE INDEX program_name ON program (name);
CREATE TABLE region (
    province TEXT, district TEXT, first INTEGER, last INTEGER, PRIMARY KEY (province, district)
) WITHOUT ROWID;
CREATE TABLE term (term TEXT PRIMARY KEY, rarity REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE meaning (fingerprint TEXT, vectors BLOB);
CREATE TABLE posting (
    region INTEGER, term TEXT, numbers BLOB NOT NULL, weights BLOB NOT NULL, PRIMARY KEY (region, term)
) WITHOUT ROWID;
"""
COLUMNS = {"name": 8, "about": 3, "said": 4, "rest": 1}
"""What a term counts in each part of a program."""
_TARGET, _BENEFIT, _CRITERIA = 300, 600, 300  # letters of a text that are searched: what it is about stands first
Said = Mapping[str, Sequence[str]]
"""servId → how residents speak of the program."""


def write_catalog(connection: sqlite3.Connection, programs: Iterable[Imported], said: Said) -> None:
    """Fills the tables of SCHEMA, which must be empty."""
    ordered = sorted(programs, key=lambda p: (p.province or "", p.district or "", p.id))
    best = _best_sources(ordered)
    documents: Counter[str] = Counter()
    postings = _Postings(connection)
    for number, program in enumerate(ordered, start=1):
        wordings = said.get(program.source_id, ())
        columns = _columns(program, wordings)
        documents.update({*columns["name"], *columns["about"], *columns["rest"]})  # what is said makes no word common
        twin = best[_same(program)] != program.source
        _insert(connection, number, program, twin, columns, wordings)
        place = program.province or "", program.district or ""
        postings.add(number, place, {} if twin else columns)  # one of a better source, too, is got by its id alone
    postings.write()
    rarity = _rarity(documents, len(ordered))
    connection.executemany("INSERT INTO term VALUES (?, ?)", rarity.items())
    _write_masses(connection, rarity)
    _write_meaning(connection, ordered, rarity, said)
    connection.executemany("INSERT INTO region VALUES (?, ?, ?, ?)", _regions(ordered))


class _Postings:
    """Term → rows and what it counts in each, gathered for one region at a time."""

    def __init__(self, connection: sqlite3.Connection):
        self._connection = connection
        self._region: tuple[str, str] | None = None
        self._first = 0
        self._rows: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)

    def add(self, number: int, region: tuple[str, str], columns: Mapping[str, Sequence[str]]) -> None:
        if region != self._region:
            self.write()
            self._region, self._first = region, number
        counts: Counter[str] = Counter()
        for column, terms in columns.items():
            for term in terms:
                counts[term] += COLUMNS[column]
        for term, weight in counts.items():
            self._rows[term].append((number, min(weight, 65535)))

    def write(self) -> None:
        """What was gathered; `region` of a posting is the number of the first row that has one."""
        read = ((term, *zip(*rows, strict=True)) for term, rows in sorted(self._rows.items()))
        self._connection.executemany(
            "INSERT INTO posting VALUES (?, ?, ?, ?)",
            ((self._first, t, np.array(n, np.int32).tobytes(), np.array(w, np.uint16).tobytes()) for t, n, w in read),
        )
        self._rows.clear()


def tags(names: Iterable[str]) -> str:
    """'|노년|청년|', squeezed, so that `instr` finds one of them."""
    return "|" + "".join(f"{squeeze(name)}|" for name in names)


def _columns(program: Imported, said: Sequence[str]) -> dict[str, list[str]]:
    """The terms of each column of the index."""
    rest = f"{program.benefit[:_BENEFIT]} {program.criteria[:_CRITERIA]} {program.documents[:_CRITERIA]}"
    return {
        "name": terms_of(program.name),
        "about": terms_of(_about(program, said)),
        "said": [term for wording in said for term in terms_of(wording)],
        "rest": terms_of(rest),
    }


def _about(program: Imported, said: Sequence[str]) -> str:
    kinds = (*program.life_stages, *program.households, *program.themes)
    return " ".join((program.summary, program.target[:_TARGET], *kinds, *said))


def _insert(
    connection: sqlite3.Connection, number: int, program: Imported, twin: bool, columns: dict[str, list[str]],
    said: Sequence[str],
) -> None:  # fmt: skip
    row = {
        "number": number, "id": program.id, "source_id": program.source_id, "source": program.source,
        "name": squeeze(program.name), "core": _core(program),
        "province": program.province or "", "district": program.district or "",
        "gone": program.gone is not None, "ends": program.valid_to.isoformat() if program.valid_to else "", "twin": twin,
        "length": sum(map(len, columns.values())),
        "themes": tags(program.themes), "life_stages": tags(program.life_stages), "households": tags(program.households),
        "name_terms": _set(columns["name"]), "about_terms": _set(columns["about"]),
        "said": "\n".join(_set(terms_of(wording)) for wording in said), "name_words": packed(program.name),
        "about_words": packed(_about(program, said)), "said_words": " ".join(packed(w).hex() for w in said),
        "document": json.dumps(program.as_dict(), ensure_ascii=False),
    }  # fmt: skip
    connection.execute(f"INSERT INTO program ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", [*row.values()])


def _rarity(documents: Counter[str], total: int) -> dict[str, float]:
    """0 for a term that all programs have, near 1 for one that a single program has."""
    rarest = math.log(1 + (total + 0.5) / 0.5)
    return {t: math.log(1 + (total - n + 0.5) / (n + 0.5)) / rarest for t, n in sorted(documents.items())}


def _write_masses(connection: sqlite3.Connection, rarity: Mapping[str, float]) -> None:
    """The sum of the rarities in each name and before each wording, so that a share of it can be told."""

    def mass(terms: Iterable[str]) -> float:
        return round(math.fsum(rarity.get(term, 1.0) for term in set(terms)), 4)

    rows = connection.execute("SELECT number, core, said FROM program").fetchall()
    updates = [
        (mass(pairs_of(name)), "\n".join(f"{mass(line.split())} {line}" for line in said.splitlines()), number)
        for number, name, said in rows
    ]
    connection.executemany("UPDATE program SET name_mass = ?, said = ? WHERE number = ?", updates)


def _write_meaning(
    connection: sqlite3.Connection, ordered: Sequence[Imported], rarity: Mapping[str, float], said: Said
) -> None:
    """One vector for each row, in their order: of its name, which counts twice, its summary, and what people say."""
    texts = (f"{p.name} {p.name} {p.summary} {' '.join(said.get(p.source_id, ()))}" for p in ordered)
    wholes = [Meaning(text, rarity.get).whole for text in texts]
    connection.execute("INSERT INTO meaning VALUES (?, ?)", (fingerprint(), np.array(wholes, np.float16).tobytes()))


def _regions(ordered: Sequence[Imported]) -> Iterator[tuple[str, str, int, int]]:
    first = 1
    for number, program in enumerate(ordered, start=1):
        following = ordered[number] if number < len(ordered) else None
        if following is None or (following.province, following.district) != (program.province, program.district):
            yield program.province or "", program.district or "", first, number
            first = number + 1


def _core(program: Imported) -> str:
    """The name that people say, without the region before it: 출산축하금 of 진주시 출산축하금 지원."""
    name = core(program.name)
    for region in (program.district, program.province):
        for spoken in (region, region[:-1], region[:2]) if region else ():
            if name.startswith(spoken) and len(name) - len(spoken) >= 3:
                return name.removeprefix(spoken)
    return name


def _best_sources(programs: Iterable[Imported]) -> dict[tuple[str, str | None, str | None], str]:
    """Of one program in several sources the first of SOURCES that still lists it.

    Namesakes within one source are no twins: two departments may have programs of one name.
    """
    order = {source: place for place, source in enumerate(SOURCES)}
    best: dict[tuple[str, str | None, str | None], tuple[bool, int, str]] = {}
    for program in programs:
        rank = (program.gone is not None, order[program.source], program.source)
        best[_same(program)] = min(best.get(_same(program), rank), rank)
    return {same: source for same, (_, _, source) in best.items()}


def _same(program: Imported) -> tuple[str, str | None, str | None]:
    return squeeze(program.name), program.province, program.district


def _set(terms: Iterable[str]) -> str:
    return " ".join(sorted(set(terms)))
