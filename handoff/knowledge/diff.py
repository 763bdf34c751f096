"""What changed between two documents, field by field, and the other way: a document with some changes made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from enum import Enum
from typing import Any

Path = tuple[str | int, ...]


class Absent(Enum):
    """A field that is not there; None is a value (a program without a region)."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


@dataclass(frozen=True)
class Change:
    """One field; `path` is the way down to it, as ("answers", "amount") or ("contacts", 0, "phone")."""

    path: Path
    before: Any
    after: Any


def changes(before: Any, after: Any, path: Path = ()) -> Iterator[Change]:
    """Field by field in the order of the fields; a list whose length changed is one change."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys([*before, *after]):
            yield from changes(before.get(name, ABSENT), after.get(name, ABSENT), (*path, name))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, pair in enumerate(zip(before, after, strict=True)):
            yield from changes(*pair, (*path, number))
    else:
        yield Change(path, before, after)


def applied(document: Any, made: Iterable[Change]) -> Any:
    """A copy of the document with these changes made; one that finds no place any more is left out."""
    result = deepcopy(document)
    for change in made:
        _make(result, change)
    return result


def touch(one: Path, other: Path) -> bool:
    """Whether one of two places lies within the other."""
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]


def _make(document: Any, change: Change) -> None:
    *above, last = change.path
    for step in above:
        if isinstance(document, dict):
            document = document.setdefault(step, {})
        elif _has(document, step):
            document = document[step]
        else:
            return
    if isinstance(document, dict) and change.after is ABSENT:
        document.pop(last, None)
    elif isinstance(document, dict) or _has(document, last):
        document[last] = deepcopy(change.after)


def _has(document: Any, number: str | int) -> bool:
    """Whether this is a list, and still long enough."""
    return isinstance(document, list) and isinstance(number, int) and number < len(document)
