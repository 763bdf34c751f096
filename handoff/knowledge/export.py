"""Writes what staff approved back into data files, so that it can be looked at, kept and shipped like all the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.orm import Session

from bot import paths
from handoff.knowledge.entries import edited_entries, overtaken
from handoff.knowledge.files import Document, file_of
from handoff.knowledge.tables import EntryVersion
from handoff.knowledge.yaml_text import new_text, rewritten


@dataclass
class Exported:
    """The files whose text changed, and the entries left out because their file was changed by somebody else, too."""

    written: list[Path] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def export_files(session: Session, into: Path) -> Exported:
    """Writes approved entries into a folder like data/. The texts start from the data files in use.

    A file that says the same already is not touched.
    """
    newer = {row.id for row in overtaken(session)}
    rows = edited_entries(session)
    result = Exported(left_out=[row.entry_id for row in rows if row.id in newer])
    for source, text in _texts([row for row in rows if row.id not in newer]).items():
        path = into / source.relative_to(paths.DATA)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            result.written.append(path)
    return result


def _texts(rows: list[EntryVersion]) -> dict[Path, str]:
    """The new text of each data file that holds one of these entries, or would."""
    texts: dict[Path, str] = {}
    for row in rows:
        path = file_of(row.kind, row.entry_id) or _new_file(row)
        text = texts.get(path) or (path.read_text(encoding="utf-8") if path.exists() else None)
        document = row.document if row.kind == "program" else _office_with(row, yaml.safe_load(text) if text else None)
        texts[path] = rewritten(text, document) if text else new_text(document)
    return texts


def _new_file(row: EntryVersion) -> Path:
    if row.kind == "program":
        return paths.DATA / "programs" / f"{row.entry_id}.yml"
    return paths.DATA / "organizations" / f"{row.document['office']}_staff.yml"


def _office_with(row: EntryVersion, file: Document | None) -> dict[str, Any]:
    """The content of a desk's file with this desk in its place, or behind the others."""
    office: str = row.document["office"]
    file = file or {"office": office, "assured_date": row.at.date().isoformat(), "references": {}, "desks": []}
    desk = {name: value for name, value in row.document.items() if name not in ("office", "references")}
    desks = {other["id"]: other for other in file["desks"]} | {desk["id"]: desk}
    return {**file, "references": {**file["references"], **row.document["references"]}, "desks": list(desks.values())}
