"""A problem in a data file, told with file, line and reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.paths import ROOT


@dataclass(frozen=True, order=True)
class Problem:
    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


def problem(path: Path, where: Iterable[Any], reason: str) -> Problem:
    """A problem at a place in a file; `where` is the way down to it: keys and indexes."""
    return Problem(shown(path), line_of(path, where), reason)


def shown(path: Path) -> str:
    """The file's name as people of the project say it: from the project's root where it lies inside."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def line_of(path: Path, where: Iterable[Any]) -> int:
    """The line of a key or item in a YAML file, of the nearest thing above it where it is missing."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    line = 1
    for step in where:
        found = None
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = (node.value[step], node.value[step])
        if found is None:
            return line
        line = found[0].start_mark.line + 1
        node = found[1]
    return line
