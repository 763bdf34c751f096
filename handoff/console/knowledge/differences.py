"""What changed, as two columns to compare: a field a row, the words that differ marked in both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from handoff.console.knowledge.amounts import shown
from handoff.console.knowledge.choices import CODES, NATIONAL
from handoff.knowledge.diff import ABSENT, Change, Path, touch
from handoff.knowledge.words import FIELDS, field_name

_WORD = re.compile(r"\s+|[^\s,·]+\s*|[,·]\s*")  # blanks belong to the word before them


@dataclass(frozen=True)
class Piece:
    text: str
    marked: bool


@dataclass(frozen=True)
class Difference:
    """`shared`: somebody else changed the same field, too."""

    field: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    shared: bool = False


def differences(changed: Iterable[Change], beside: Iterable[Change] = ()) -> list[Difference]:
    """One a changed field; `beside` are the changes of somebody else."""
    others = [change.path for change in beside]
    return [
        Difference(
            field_name(change.path),
            *_compared(said(change.path, change.before), said(change.path, change.after)),
            shared=any(touch(change.path, other) for other in others),
        )
        for change in changed
    ]


def said(path: Path, value: Any) -> str:
    """A value as somebody reads it who has never seen a data file; empty where there is none."""
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    match value:
        case _ if value is ABSENT:
            return ""
        case None:
            return NATIONAL if name == "region" else ""
        case str():
            return CODES.get(name, {}).get(value, value)
        case dict():
            return " · ".join(_pair(path, key, inner) for key, inner in value.items())
        case list():
            apart = "\n" if any(isinstance(item, Mapping) for item in value) else ", "
            return apart.join(said(path, item) for item in value)
        case _:
            return str(value) if name == "year" else shown(value)


def _pair(path: Path, key: Any, value: Any) -> str:
    apart = "\n" if isinstance(value, dict) else " "
    return f"{FIELDS.get(str(key), str(key))}{apart}{said((*path, key), value)}"


def _compared(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    steps = SequenceMatcher(None, [w.strip() for w in old], [w.strip() for w in new], autojunk=False).get_opcodes()
    marked = [step != "equal" or _lone(steps, place) for place, (step, *_) in enumerate(steps)]
    left = _pieces((old[a:b], mark) for (_, a, b, _, _), mark in zip(steps, marked, strict=True))
    right = _pieces((new[a:b], mark) for (_, _, _, a, b), mark in zip(steps, marked, strict=True))
    return left, right


def _lone(steps: Sequence[tuple[str, int, int, int, int]], place: int) -> bool:
    """One word that stayed between two that did not: marked with them, since nobody reads it by itself."""
    _, begins, ends, _, _ = steps[place]
    return ends - begins == 1 and 0 < place < len(steps) - 1


def _pieces(parts: Iterable[tuple[Sequence[str], bool]]) -> tuple[Piece, ...]:
    grouped = groupby(((words, mark) for words, mark in parts if words), key=lambda part: part[1])
    return tuple(Piece("".join(word for words, _ in group for word in words), mark) for mark, group in grouped)
