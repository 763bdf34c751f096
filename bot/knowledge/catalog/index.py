"""Writes the imported programs of a snapshot: rows in the order of their regions, and which of them have which terms.

A region is one run of row numbers with postings of its own, so that a search reads what its own regions have and costs
no more for all the others. Terms and words are written as numbers, so that a reader has nothing to take apart.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import numpy as np

from bot.knowledge.catalog.read import Rarities, Read, Terms, postings
from bot.knowledge.catalog.vectors import fingerprint
from bot.knowledge.imported import SOURCES, Imported
from bot.korean.normalize import squeeze

SCHEMA = """
CREATE TABLE program (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source_id TEXT NOT NULL, source TEXT NOT NULL,
    name TEXT NOT NULL, core TEXT NOT NULL, mass REAL NOT NULL, province TEXT NOT NULL, district TEXT NOT NULL,
    gone INTEGER NOT NULL, ends TEXT NOT NULL, twin INTEGER NOT NULL,
    themes TEXT NOT NULL, life_stages TEXT NOT NULL, households TEXT NOT NULL,
    terms BLOB NOT NULL, sizes BLOB NOT NULL, masses BLOB NOT NULL, words BLOB NOT NULL, word_sizes BLOB NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX program_source_id ON program (source_id);
CREATE INDEX program_name ON program (name);
CREATE TABLE region (
    province TEXT, district TEXT, first INTEGER NOT NULL, last INTEGER NOT NULL,
    terms BLOB NOT NULL, starts BLOB NOT NULL, posted BLOB NOT NULL, weights BLOB NOT NULL, vectors BLOB NOT NULL,
    PRIMARY KEY (province, district)
) WITHOUT ROWID;
CREATE TABLE term (term TEXT PRIMARY KEY, number INTEGER NOT NULL, rarity REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE meaning (fingerprint TEXT);
"""
Said = Mapping[str, Sequence[str]]
"""servId → how residents speak of the program."""


def write_catalog(connection: sqlite3.Connection, programs: Iterable[Imported], said: Said) -> None:
    """Fills the tables of SCHEMA, which must be empty."""
    ordered = sorted(programs, key=lambda p: (*_region(p), p.id))
    best = _best_sources(ordered)
    terms = Terms()
    read = [Read.of(program, said.get(program.source_id, ()), terms) for program in ordered]
    rarities = Rarities(terms, read)
    connection.execute("INSERT INTO meaning VALUES (?)", (fingerprint(),))
    connection.executemany("INSERT INTO term VALUES (?, ?, ?)", rarities.rows())
    rows = enumerate(zip(ordered, read, strict=True), start=1)
    for region, run in groupby(rows, key=lambda row: _region(row[1][0])):
        of_region, posted = [], []
        for number, (program, texts) in run:
            twin = best[_same(program)] != program.source
            _insert(connection, number, program, twin, texts, rarities)
            posted.append(rarities.posted(texts, nothing=twin))  # one of a better source, too, is got by its id alone
            of_region.append((number, rarities.meaning(texts)))
        numbers, vectors = zip(*of_region, strict=True)
        columns = (*postings(posted), np.array(vectors, np.float16))
        blobs = [column.tobytes() for column in columns]
        connection.execute(f"INSERT INTO region VALUES ({_marks(9)})", (*region, numbers[0], numbers[-1], *blobs))


def tags(names: Iterable[str]) -> str:
    """'|노년|청년|', squeezed, so that `instr` finds one of them."""
    return "|" + "".join(f"{squeeze(name)}|" for name in names)


def _insert(
    connection: sqlite3.Connection, number: int, program: Imported, twin: bool, read: Read, rarities: Rarities
) -> None:  # fmt: skip
    province, district = _region(program)
    row = {
        "number": number, "id": program.id, "source_id": program.source_id, "source": program.source,
        "name": squeeze(program.name), "core": read.core, "mass": rarities.mass(read.pairs),
        "province": province, "district": district, "gone": program.gone is not None,
        "ends": program.valid_to.isoformat() if program.valid_to else "", "twin": twin,
        "themes": tags(program.themes), "life_stages": tags(program.life_stages), "households": tags(program.households),
        **{name: column.tobytes() for name, column in vars(rarities.texts(read)).items()},
        "document": json.dumps(program.as_dict(), ensure_ascii=False),
    }  # fmt: skip
    connection.execute(f"INSERT INTO program ({', '.join(row)}) VALUES ({_marks(len(row))})", [*row.values()])


def _region(program: Imported) -> tuple[str, str]:
    return program.province or "", program.district or ""


def _marks(number: int) -> str:
    return ", ".join("?" * number)


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
