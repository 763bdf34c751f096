"""The rows of a CSV file whose columns are named like the fields of a source."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from handoff.knowledge.readers.reading import ID_FIELDS, Content, Refused, Row, UnreadableImport

_Line = tuple[str, list[str]]


def csv_content(text: str) -> Content:
    """A row with more or fewer values than the header has columns is refused: its values stand in the wrong places."""
    wrong: list[Refused] = []
    lines = _lines(text, wrong)
    header = [name.strip() for name in next(lines, ("", []))[1]]
    if not set(ID_FIELDS) & set(header):
        raise UnreadableImport(f"neither XML nor JSON, nor CSV with a column {', '.join(ID_FIELDS)}")
    found: list[tuple[str, Row]] = []
    for place, values in lines:
        if len(values) == len(header):
            found.append((place, dict(zip(header, values, strict=True))))
        elif values:
            wrong.append(Refused(place, f"has {len(values)} values for {len(header)} columns"))
    return Content(found, wrong)


def _lines(text: str, wrong: list[Refused]) -> Iterator[_Line]:
    """Strict: else a quotation mark that nobody closed swallows the rest of the file without a word."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            wrong.append(Refused(f"line {reader.line_num}", f"broken CSV: {error}"))
            continue
        yield f"line {reader.line_num}", values
