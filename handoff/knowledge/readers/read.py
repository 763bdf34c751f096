"""Reads a file, or an answer of a service, as programs of one source."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

from bot.knowledge.imported import SOURCES, Imported
from handoff.knowledge.readers import bokjiro
from handoff.knowledge.readers.bokjiro_central import read_central
from handoff.knowledge.readers.bokjiro_csv import read_csv
from handoff.knowledge.readers.bokjiro_harvest import read_harvest
from handoff.knowledge.readers.bokjiro_local import read_local
from handoff.knowledge.readers.decoding import text_of
from handoff.knowledge.readers.gov24 import read_gov24
from handoff.knowledge.readers.reading import (
    Content,
    Page,
    Reading,
    Refused,
    Row,
    ServiceError,
    UnreadableImport,
    WrongRow,
)
from handoff.knowledge.readers.shapes import content_of
from handoff.knowledge.readers.youthcenter import read_youth


def read_file(path: Path, source: str, retrieved: date) -> Reading:
    """The programs of a source in a file of any shape; `retrieved` is when its words were fetched from the source.

    A record without a name is a detail: it counts only together with its list row (`combine`).
    """
    try:
        content = content_of(text_of(path.read_bytes()))
    except ServiceError as error:
        raise UnreadableImport(f"{path.name}: an error that the service answered: {error}") from None
    except UnreadableImport as error:
        raise UnreadableImport(f"{path.name}: {error}") from None
    reading = _reading(content, source, retrieved)
    if reading.elsewhere and not reading.records:
        raise UnreadableImport(f"{path.name}: none of its {reading.elsewhere} programs is of {SOURCES[source]}")
    return reading


def parse_answer(source: str, kind: Literal["list", "detail"], raw: bytes, retrieved: date) -> Page:
    """One answer of a service. Raises ServiceError for what it reports, UnreadableImport for what is no answer."""
    content = content_of(text_of(raw))
    if content.kind not in (None, kind):
        raise UnreadableImport(f"a {content.kind} where a {kind} was asked for")
    reading = _reading(content, source, retrieved)
    return Page(reading.records, reading.refused, reading.elsewhere, content.total)


def _reading(content: Content, source: str, retrieved: date) -> Reading:
    records: dict[str, Imported] = {}
    refused, elsewhere = list(content.refused), 0
    for place, row in content.rows:
        try:
            record = _record(row, source, retrieved)
        except WrongRow as error:
            refused.append(Refused(place, str(error)))
            continue
        if record.source != source:
            elsewhere += 1
        elif record.id in records:
            refused.append(Refused(place, f"{record.source_id} stands there twice"))
        else:
            records[record.id] = record
    return Reading(list(records.values()), refused, elsewhere)


def _record(row: Row, source: str, retrieved: date) -> Imported:
    for field, read in _READERS.items():
        if field in row:
            return read(row, source, retrieved)
    raise WrongRow(f"has none of the fields {', '.join(_READERS)}")


def _bokjiro(row: Row, source: str, retrieved: date) -> Imported:
    if "department" in row:
        return read_csv(row, source, retrieved)
    found = bokjiro.source_of(row, row.get("servDtlLink")) or source
    return read_central(row, retrieved) if found == bokjiro.CENTRAL else read_local(row, retrieved)


_READERS: dict[str, Callable[[Row, str, date], Imported]] = {
    "servId": _bokjiro,
    "서비스ID": read_gov24,
    "plcyNo": read_youth,
    "id": read_harvest,
}
