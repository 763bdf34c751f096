"""An entry as what stands in the inputs of its form, and back. What cannot be read is kept as it was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from handoff.console.knowledge.amounts import amounts_from, own_rows, shared_rows
from handoff.console.knowledge.fields import Field, all_fields
from handoff.console.knowledge.rows import Row
from handoff.knowledge.diff import Path
from handoff.knowledge.files import Document

Given = Mapping[str, Sequence[str]]  # what a browser sends: every value of each input


def typed(field: Field, document: Document) -> str | list[str]:
    """What stands in an input; of boxes to tick the ones that are."""
    return _typed(field, _at(document, field.path))


def typed_rows(field: Field, document: Document) -> list[Row]:
    """The rows of a field, each with its place in the document."""
    name = field.name
    if name == "amounts":
        return own_rows(document)
    if name == "shared":
        return shared_rows(document)
    content = document.get(name) or ()
    if isinstance(content, dict):
        return [Row((name, key), {**_cells(field, row), "key": key}) for key, row in content.items()]
    return [Row((name, number), _cells(field, row)) for number, row in enumerate(content)]


def read(kind: str, given: Given, base: Document) -> Document:
    """The entry as it was typed. An empty field that nobody needs is there only if the `base` has it."""
    document: Document = {}
    for field in all_fields(kind):
        if field.kind == "rows":
            _put_rows(document, field, _rows_given(field, given), base)
        else:
            _put(document, field, given.get(field.name, ()), base)
    return document


def _put(document: Document, field: Field, values: Sequence[str], base: Document) -> None:
    before = _at(base, field.path)
    value = _read(field, values, before)
    *above, last = map(str, field.path)
    for step in above:
        document = document.setdefault(step, {})
    if value or field.needed or field.null or (before is not None and value == before):
        document[last] = value


def _put_rows(document: Document, field: Field, rows: list[dict[str, str]], base: Document) -> None:
    name = field.name
    if name in ("amounts", "shared"):
        document["amounts"] = amounts_from(document.get("amounts", {}), rows, name == "shared")
        if name == "shared" and not document["amounts"] and "amounts" not in base:
            del document["amounts"]
        return
    content = [_row_read(field, row) for row in rows]
    if name == "references":
        document[name] = {row.get("key", ""): _row_read(field, row) for row in rows}
    elif content or name in base or name == "contacts":
        document[name] = content


def _rows_given(field: Field, given: Given) -> list[dict[str, str]]:
    """The rows in which something stands, in the order of their numbers."""
    found: dict[int, dict[str, str]] = {}
    for name, values in given.items():
        if match := re.fullmatch(rf"{field.name}\.(\d{{1,4}})\.(\w+)", name):
            found.setdefault(int(match[1]), {})[match[2]] = values[-1].replace("\r\n", "\n").strip()
    chosen = {column.name for column in field.columns if column.kind == "one"}
    return [row for _, row in sorted(found.items()) if any(row[name] for name in row.keys() - chosen)]


def _row_read(field: Field, row: Mapping[str, str]) -> dict[str, Any]:
    read_ones = {c.name: _read(c, [row.get(c.name, "")], None) for c in field.columns if c.name != "key"}
    needed = {column.name for column in field.columns if column.needed}
    return {name: value for name, value in read_ones.items() if value or name in needed}


def _cells(field: Field, row: Any) -> dict[str, str]:
    row = row if isinstance(row, dict) else {}
    return {column.name: str(_typed(column, row.get(column.name))) for column in field.columns}


def _typed(field: Field, value: Any) -> str | list[str]:
    match field.kind:
        case "some":
            return [str(item) for item in value] if isinstance(value, list) else []
        case "lines" | "words" if isinstance(value, list):
            return ("\n" if field.kind == "lines" else ", ").join(map(str, value))
        case _:
            return "" if value is None else str(value)


def _read(field: Field, values: Sequence[str], before: Any) -> Any:
    text = values[-1].replace("\r\n", "\n").strip() if values else ""
    match field.kind:
        case "some":
            former = before if isinstance(before, list) else []
            return [x for x in former if x in values] + [x for x in dict.fromkeys(values) if x not in former]
        case "lines" | "words":
            parts = re.split(r"\n" if field.kind == "lines" else r"[,\n]", text)
            return [part.strip() for part in parts if part.strip()]
        case _:
            return text or (None if field.null else "")


def _at(document: Any, path: Path) -> Any:
    for step in path:
        document = document.get(step) if isinstance(document, dict) else None
    return document
