"""One line of a form that has several."""

from __future__ import annotations

from dataclasses import dataclass

from handoff.knowledge.diff import Path


@dataclass(frozen=True)
class Row:
    """`path` is its place in the document, where a flaw of it is told."""

    path: Path
    cells: dict[str, str]
