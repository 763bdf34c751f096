"""What is wrong with an entry that somebody wrote: by the schema and by all that `bokji kb check` looks at.

The entry is written as the data file that it would become and read by the same code, so what is approved here can be
exported, and what the command learns to see is seen here as well.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

import yaml

from bot.knowledge.directory import Directory
from bot.knowledge.problems import Problem
from bot.knowledge.programs import load_programs
from handoff.knowledge.diff import Change, Path, applied, changes, touch
from handoff.knowledge.files import Document
from handoff.knowledge.words import field_name, reason_in_words

_ID = re.compile(r"[a-z][a-z0-9_]{1,80}")
_ABOVE_A_DESK = 2  # ("desks", 0, "phones"): the desk begins below


@dataclass(frozen=True)
class Flaw:
    """One thing that is wrong: where in the document, and why, in words for a counselor."""

    where: Path
    reason: str

    def __str__(self) -> str:
        return f"{field_name(self.where)}: {self.reason}"


def flaws(kind: str, entry_id: str, document: Document) -> list[Flaw]:
    """Everything wrong with an entry, in the order of its fields; empty where it may be approved."""
    if document.get("id") != entry_id:
        return [Flaw(("id",), "식별자는 바꿀 수 없습니다.")]
    if not _ID.fullmatch(entry_id):  # it becomes the name of a file
        return [Flaw(("id",), "식별자는 영문 소문자로 시작하고 영문 소문자, 숫자, 밑줄만 쓸 수 있습니다.")]
    with tempfile.TemporaryDirectory() as folder:
        path = File(folder) / f"{entry_id}.yml"
        content = document if kind == "program" else _as_file(document)
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10**6), encoding="utf-8")
        found = load_programs(path.parent)[1] if kind == "program" else Directory.load(path.parent)[1]
        places = _places(path)
    return [_flaw(kind, problem, places) for problem in sorted(found)]


def right_part(
    kind: str, entry_id: str, base: Document | None, edited: Document
) -> tuple[Document | None, list[Change]]:
    """What of an edit can be taken: the entry with its right changes made, and the changes left out.

    A change is left out where a flaw lies in it; where none does (a figure was taken away that a text still names),
    nothing is taken. None where nothing can be.
    """
    kept = list(changes(base, edited)) if base is not None else []
    left_out: list[Change] = []
    while kept:
        document: Document = applied(base, kept)
        found = flaws(kind, entry_id, document)
        if not found:
            return document, left_out
        wrong = [change for change in kept if any(touch(change.path, flaw.where) for flaw in found)] or kept
        left_out += wrong
        kept = [change for change in kept if change not in wrong]
    return None, left_out


def _as_file(desk: Document) -> dict[str, Any]:
    """An organizations' file with this one desk."""
    own = {name: value for name, value in desk.items() if name not in ("office", "references")}
    references = desk.get("references", {})
    return {"office": desk.get("office"), "assured_date": "2026-01-01", "desks": [own], "references": references}


def _places(path: File) -> dict[int, Path]:
    """What begins on which line of a YAML file; of several things on one line the outermost."""
    found: dict[int, Path] = {}
    for line, place in _walk(yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader), ()):
        found.setdefault(line, place)
    return found


def _walk(node: yaml.Node | None, place: Path) -> Iterator[tuple[int, Path]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.start_mark.line + 1, (*place, key.value)
            yield from _walk(value, (*place, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield item.start_mark.line + 1, (*place, number)
            yield from _walk(item, (*place, number))


def _flaw(kind: str, problem: Problem, places: dict[int, Path]) -> Flaw:
    where = places.get(problem.line, ())
    if kind == "desk" and where[:1] == ("desks",):
        where = where[_ABOVE_A_DESK:]
    return Flaw(where, reason_in_words(problem.reason))
