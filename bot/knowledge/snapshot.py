"""One immutable file of all knowledge that lives in the database, and the pointer to the one in force.

The front door writes `<version>.sqlite` and then swaps `current.json`; the bot opens what the pointer names, unless it
is damaged: then the one before stays in force.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from bot import paths
from bot.knowledge.catalog import Catalog
from bot.knowledge.catalog_index import SCHEMA, write_catalog
from bot.knowledge.catalog_terms import said_of
from bot.knowledge.catalog_vectors import fingerprint
from bot.knowledge.imported import Imported

logger = logging.getLogger(__name__)

POINTER = "current.json"
_FORMAT = 1  # of the tables; a change of them makes new versions of the same content
_KEPT = 5
_ENTRIES = "CREATE TABLE entry (kind TEXT, id TEXT, document TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID"


@dataclass(frozen=True)
class Entry:
    """What people wrote: a document of kind `program` is that of a file in data/programs, one of kind `desk` that of
    one desk in a file of data/organizations, with its `office` and `references`."""

    kind: Literal["program", "desk"]
    id: str
    document: dict[str, Any]


class Snapshot:
    """An opened snapshot."""

    def __init__(self, path: Path):
        self.path = path
        self.version = path.stem

    def entries(self, kind: str) -> dict[str, dict[str, Any]]:
        """The documents of one kind, by id."""
        with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            rows = db.execute("SELECT id, document FROM entry WHERE kind = ? ORDER BY id", (kind,)).fetchall()
        return {id: json.loads(document) for id, document in rows}

    @cached_property
    def catalog(self) -> Catalog:
        return Catalog(self.path)

    @classmethod
    def current(cls, folder: Path | None = None) -> Snapshot | None:
        """The snapshot in force; the one before where it is damaged; None where there is none that can be read."""
        folder = folder or default_folder()
        pointer = _pointer(folder)
        for named in (pointer, pointer.get("before") or {}):
            if not named:
                continue
            path = folder / f"{named.get('version')}.sqlite"
            if path.exists() and _sha256(path) == named.get("sha256") and _format(path) == _FORMAT:
                return cls(path)
            logger.error("Knowledge snapshot refused: not what was written", extra={"snapshot": path.name})
        return None


def write_snapshot(
    folder: Path,
    imported: Iterable[Imported],
    entries: Iterable[Entry],
    said: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """Writes a snapshot, puts it in force, and gives its version: the same content always has the same one.

    Whoever reads meanwhile sees the former one. The last five files are kept. `said` is how residents speak of imported
    programs, by servId: data/links/said_of.yml where none is given.
    """
    said = said_of() if said is None else said
    folder.mkdir(parents=True, exist_ok=True)
    programs = [program for program in imported if program.name]  # a detail that no list has cannot be spoken of
    ours = sorted(entries, key=lambda entry: (entry.kind, entry.id))
    version = _version(programs, ours, said)
    path, unfinished = folder / f"{version}.sqlite", folder / f".{version}.{os.getpid()}"
    unfinished.unlink(missing_ok=True)
    _write(unfinished, programs, ours, said)
    unfinished.replace(path)
    _point_to(folder, version, _sha256(path))
    _forget_old(folder)
    return version


def default_folder() -> Path:
    return paths.VAR / "knowledge"


def pointed_to(folder: Path) -> str:
    """What the pointer says, to notice a change of it cheaply; empty where there is none."""
    try:
        return (folder / POINTER).read_text(encoding="utf-8")
    except OSError:
        return ""


def _write(
    path: Path, programs: Iterable[Imported], entries: Iterable[Entry], said: Mapping[str, Sequence[str]]
) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA user_version = {_FORMAT}; {SCHEMA}"
        )
        db.execute(_ENTRIES)
        write_catalog(db, programs, said)
        rows = ((entry.kind, entry.id, json.dumps(entry.document, ensure_ascii=False)) for entry in entries)
        db.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)
        db.commit()
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _point_to(folder: Path, version: str, sha256: str) -> None:
    before = _pointer(folder)
    before.pop("before", None)
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    pointer: dict[str, Any] = {"version": version, "sha256": sha256, "made_at": made_at}
    if before and before.get("version") != version:
        pointer["before"] = before
    unfinished = folder / f".{POINTER}.{os.getpid()}"
    unfinished.write_text(json.dumps(pointer), encoding="utf-8")
    unfinished.replace(folder / POINTER)


def _forget_old(folder: Path) -> None:
    files = sorted(folder.glob("*.sqlite"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in files[_KEPT:]:
        path.unlink()


def _pointer(folder: Path) -> dict[str, Any]:
    try:
        read = json.loads(pointed_to(folder) or "{}")
    except ValueError:
        logger.error("Knowledge snapshot refused: its pointer is no JSON")
        return {}
    return read if isinstance(read, dict) else {}


def _version(programs: Iterable[Imported], entries: Iterable[Entry], said: Mapping[str, Sequence[str]]) -> str:
    seen = hashlib.sha256(f"format {_FORMAT} {fingerprint()}".encode())
    for program in sorted(programs, key=lambda program: program.id):
        seen.update(_canonical([program.as_dict(), said.get(program.source_id, ())]))
    for entry in entries:
        seen.update(_canonical([entry.kind, entry.id, entry.document]))
    return seen.hexdigest()[:12]


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _format(path: Path) -> int:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])
