"""Finds out what a file or an answer is by what stands in it, and gives its rows."""

from __future__ import annotations

import json

from handoff.knowledge.readers.csv_rows import csv_content
from handoff.knowledge.readers.envelopes import opened, rows
from handoff.knowledge.readers.reading import ID_FIELDS, Content, Refused, Row, UnreadableImport
from handoff.knowledge.readers.xml_rows import xml_content


def content_of(text: str) -> Content:
    """Rows of XML, JSON, JSON lines or CSV. Raises UnreadableImport for anything else, ServiceError for errors."""
    start = text.lstrip()[:15].lower()
    if not start:
        raise UnreadableImport("it is empty")
    if start.startswith(("<html", "<!doctype html")):
        raise UnreadableImport("an HTML page, not data")
    if start.startswith("<"):
        return xml_content(text.strip())
    if start.startswith(("{", "[")):
        return _json(text)
    return csv_content(text)


def _json(text: str) -> Content:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return _json_lines(text)
    if isinstance(data, list):
        return Content(*rows(data))
    if content := opened(data):
        return content
    if any(field in data for field in ID_FIELDS):
        return Content(*rows(data))
    # Details kept by their servId: {"WLF00000024": {…}, …}
    return Content(*rows([{"id": key, **row} if isinstance(row, dict) else row for key, row in data.items()]))


def _json_lines(text: str) -> Content:
    found: list[tuple[str, Row]] = []
    wrong: list[Refused] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            one, other = rows(json.loads(line))
        except (ValueError, RecursionError) as error:
            wrong.append(Refused(f"line {number}", f"broken JSON: {error}"))
            continue
        found += [(f"line {number}", row) for _, row in one]
        wrong += [Refused(f"line {number}", refused.reason) for refused in other]
    if not found:
        raise UnreadableImport(wrong[0].reason)
    return Content(found, wrong)
