"""What reading a file or an answer gives, and what can go wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.knowledge.imported import Imported
from handoff.errors import HandoffError

Row = Mapping[str, Any]
"""One program as its source names the fields; of a JSON file the values may be anything."""

ID_FIELDS = ("servId", "서비스ID", "plcyNo", "id")
"""The field that names a program: 복지로, 정부24, 온통청년, and the harvests of 복지로 that people keep."""


class UnreadableImport(HandoffError):
    """Nothing in this file or answer can be read."""

    code = "import_unreadable"
    http_status = 422


class ServiceError(HandoffError):
    """The service answered with an error; `result_code` is its own (22: today's calls are used up)."""

    code = "import_service_error"
    http_status = 502

    def __init__(self, code: str, message: str):
        super().__init__(f"{code} {message}".strip())
        self.result_code, self.message = code, message


class WrongRow(Exception):
    """One row that is no program; the others are read all the same."""


@dataclass(frozen=True)
class Refused:
    """A row that was not taken: where it stands (line 12, WLF00001899) and why."""

    place: str
    reason: str


@dataclass(frozen=True)
class Reading:
    """The programs of a file. `elsewhere` counts those of other sources in it: read it again with their source."""

    records: list[Imported]
    refused: list[Refused] = field(default_factory=list)
    elsewhere: int = 0


@dataclass(frozen=True)
class Page(Reading):
    """The programs of one answer. `total` is how many the source has over all pages, where it says so."""

    total: int | None = None


@dataclass(frozen=True)
class Content:
    """The rows of a file or an answer, each with its place. `kind` is list or detail where the shape tells it."""

    rows: list[tuple[str, Row]]
    refused: list[Refused] = field(default_factory=list)
    kind: str | None = None
    total: int | None = None
