"""The entries of the data files, as documents: a program's file, or one desk of an organizations' file."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot import paths
from bot.knowledge.load import read

Document = dict[str, Any]

_FOLDERS = {"program": "programs", "desk": "organizations"}
_SCHEMAS = {"program": "program", "desk": "organization"}


def file_documents(kind: str) -> dict[str, Document]:
    """All entries of a kind by id. A file that is wrong is left out, as the bot leaves it out."""
    return {document["id"]: document for path in data_files(kind) for document in documents_in(kind, path)}


def file_document(kind: str, entry_id: str) -> Document | None:
    path = file_of(kind, entry_id)
    found = documents_in(kind, path) if path else ()
    return next((document for document in found if document["id"] == entry_id), None)


def file_of(kind: str, entry_id: str) -> Path | None:
    """The data file that holds an entry."""
    if kind == "program":
        return next((path for path in data_files(kind) if path.stem == entry_id), None)
    holds = (path for path in data_files(kind) if any(d["id"] == entry_id for d in documents_in(kind, path)))
    return next(holds, None)


def data_files(kind: str) -> list[Path]:
    return sorted((paths.DATA / _FOLDERS[kind]).rglob("*.yml"))


def documents_in(kind: str, path: Path) -> Iterator[Document]:
    """What one file holds. A desk carries its office and the references that it names, so that it stands alone."""
    data = _read(path, _SCHEMAS[kind], path.stat().st_mtime_ns)
    if data is None:
        return
    if kind == "program":
        yield deepcopy(data)
        return
    for desk in data["desks"]:
        references = {name: data["references"][name] for name in [desk["reference"]] if name in data["references"]}
        yield deepcopy({**desk, "office": data["office"], "references": references})


@lru_cache(maxsize=4096)
def _read(path: Path, schema: str, _changed: int) -> Document | None:
    return read(path, schema)[0]
