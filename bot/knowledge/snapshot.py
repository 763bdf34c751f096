"""One immutable file of all knowledge that lives in the database, and the pointer to the one in force.

The front door writes `<version>.sqlite` and then swaps `current.json`; the bot opens what the pointer names, unless it
is damaged: then the one before stays in force. Where only entries have changed, the new file is a copy of the one in
force with other entries, since indexing thousands of imported programs takes seconds.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from bot import paths
from bot.knowledge.catalog.catalog import Catalog
from bot.knowledge.catalog.index import SCHEMA, write_catalog
from bot.knowledge.catalog.terms import said_of
from bot.knowledge.catalog.vectors import fingerprint
from bot.knowledge.imported import Imported

logger = logging.getLogger(__name__)

POINTER = "current.json"
_FORMAT = 3  # of the tables; one of another format is not read
_KEPT = 5
_ENTRIES = "CREATE TABLE entry (kind TEXT, id TEXT, document TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID"
# `content` is what the catalog was made of, `maker` the program that made it, `stamp` what its caller knows it by.
_CATALOG_MADE_OF = "CREATE TABLE made_of (content TEXT NOT NULL, maker TEXT NOT NULL, stamp TEXT NOT NULL)"


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
        with closing(_open(self.path)) as db:
            rows = db.execute("SELECT id, document FROM entry WHERE kind = ? ORDER BY id", (kind,)).fetchall()
        return {id: json.loads(document) for id, document in rows}

    @cached_property
    def catalog(self) -> Catalog:
        return Catalog.open(self.path)

    @classmethod
    def current(cls, folder: Path | None = None) -> Snapshot | None:
        """The snapshot in force; the one before where it is damaged; None where there is none that can be read."""
        folder = folder or default_folder()
        pointer = _pointer(folder)
        for named in (pointer, pointer.get("before") or {}):
            if not named:
                continue
            path = folder / f"{named.get('version')}.sqlite"
            if _is_as_written(path, named.get("sha256")):
                return cls(path)
            logger.error("Knowledge snapshot refused: not what was written", extra={"snapshot": path.name})
        return None


def write_snapshot(
    folder: Path,
    imported: Iterable[Imported],
    entries: Iterable[Entry],
    said: Mapping[str, Sequence[str]] | None = None,
    stamp: str = "",
) -> str:
    """Writes a snapshot, puts it in force, and gives its version: the same content always has the same one.

    Whoever reads meanwhile sees the former one. The last five files are kept. `said` is how residents speak of imported
    programs, by servId: data/links/said_of.yml where none is given. `stamp` is by what `write_entries` knows these
    imported programs again.
    """
    said = said_of() if said is None else said
    programs = [program for program in imported if program.name]  # a detail that no list has cannot be spoken of
    content = _content(programs, said)

    def write(path: Path) -> None:
        with closing(_connect(path)) as db:
            db.executescript(f"PRAGMA user_version = {_FORMAT}; {SCHEMA}; {_CATALOG_MADE_OF}; {_ENTRIES}")
            write_catalog(db, programs, said)
            db.execute("INSERT INTO made_of VALUES (?, ?, ?)", (content, _maker(said), stamp))
            db.commit()

    return _put_in_force(folder, content, entries, write)


def write_entries(folder: Path, entries: Iterable[Entry], stamp: str) -> str | None:
    """As `write_snapshot` with the imported programs of the snapshot in force; None where those are not of this
    stamp, or of another program than this one."""
    before = Snapshot.current(folder)
    if before is None:
        return None
    with closing(_open(before.path)) as db:
        content, *made = db.execute("SELECT content, maker, stamp FROM made_of").fetchone()
    if made != [_maker(said_of()), stamp]:
        return None
    return _put_in_force(folder, content, entries, lambda path: shutil.copyfile(before.path, path))


def is_sound(folder: Path) -> bool:
    """Whether the pointer names a snapshot that is there as it was written; costs nothing while neither changes."""
    pointer = _pointer(folder)
    return bool(pointer) and _is_as_written(folder / f"{pointer.get('version')}.sqlite", pointer.get("sha256"))


def default_folder() -> Path:
    return paths.VAR / "knowledge"


def pointed_to(folder: Path) -> str:
    """What the pointer says, to notice a change of it cheaply; empty where there is none."""
    try:
        return (folder / POINTER).read_text(encoding="utf-8")
    except OSError:
        return ""


def _put_in_force(folder: Path, content: str, entries: Iterable[Entry], write: Callable[[Path], object]) -> str:
    """`write` makes a file with the catalog; its entries are put in here."""
    ours = sorted(entries, key=lambda entry: (entry.kind, entry.id))
    version = _version(content, ours)
    if _pointer(folder).get("version") == version and is_sound(folder):
        return version
    folder.mkdir(parents=True, exist_ok=True)
    path, unfinished = folder / f"{version}.sqlite", folder / f".{version}.{os.getpid()}"
    unfinished.unlink(missing_ok=True)
    write(unfinished)
    _write_entries(unfinished, ours)
    unfinished.replace(path)
    _point_to(folder, version, _sha256(path))
    _forget_old(folder)
    return version


def _write_entries(path: Path, entries: Iterable[Entry]) -> None:
    with closing(_connect(path)) as db:
        db.execute("DELETE FROM entry")
        rows = ((entry.kind, entry.id, json.dumps(entry.document, ensure_ascii=False)) for entry in entries)
        db.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)
        db.commit()
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _connect(path: Path) -> sqlite3.Connection:
    """To a file that nobody else knows yet: a crash may spoil it."""
    db = sqlite3.connect(path)
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    return db


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


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


def _content(programs: Iterable[Imported], said: Mapping[str, Sequence[str]]) -> str:
    """Of a catalog: what it is made of, and by what."""
    seen = hashlib.sha256(_maker(said).encode())
    for program in sorted(programs, key=lambda program: program.id):
        seen.update(_canonical(program.as_dict()))
    return seen.hexdigest()


def _version(content: str, entries: Iterable[Entry]) -> str:
    seen = hashlib.sha256(content.encode())
    for entry in entries:
        seen.update(_canonical([entry.kind, entry.id, entry.document]))
    return seen.hexdigest()[:12]


def _maker(said: Mapping[str, Sequence[str]]) -> str:
    """All that makes another catalog of the same programs: our code, the word vectors, what people say."""
    return hashlib.sha256(f"{_FORMAT} {_code()} {fingerprint()}".encode() + _canonical(dict(said))).hexdigest()


@cache
def _code() -> str:
    """Of the code as it was when first asked for, with all that it may use for indexing."""
    files = sorted(path for part in ("knowledge", "korean") for path in (paths.ROOT / "bot" / part).rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _is_as_written(path: Path, sha256: object) -> bool:
    try:
        about = path.stat()
    except OSError:
        return False
    return _checked(path, str(sha256), about.st_mtime_ns, about.st_size, about.st_ino)


@lru_cache(maxsize=16)
def _checked(path: Path, sha256: str, *_about: int) -> bool:
    """Read whole once for each file that ever stood there."""
    return _sha256(path) == sha256 and _format(path) == _FORMAT


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _format(path: Path) -> int:
    with closing(_open(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])
