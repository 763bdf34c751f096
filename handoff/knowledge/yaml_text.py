"""Writes a changed document back into the text of its data file: what did not change keeps its lines and comments."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

_WIDTH = 120
_FLOW_NAMES = {"references"}  # a row of these stands on one line, {…}
_BLOCK_NAMES = {"descriptions"}  # each on a line of its own, however short
_NUMBER = re.compile(r"[\d-]+")  # a phone or a date: always quoted
_STRING = "tag:yaml.org,2002:str"
_SENTENCE_END = re.compile(r"(?<=[.?!]) ")
_Lines = list[str]


class _House(yaml.SafeDumper):
    """The scalars of our data files: quoted with " where they must be."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    read_as = dumper.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    bare = read_as == _STRING and not _NUMBER.fullmatch(value)
    return dumper.represent_scalar(_STRING, value, style=None if bare else '"')


_House.add_representer(str, _text)


def rewritten(text: str, document: Any) -> str:
    """The YAML text with this content; entry for entry as it was where the content is the same.

    >>> rewritten("a: 1  # one\\nb: [x]\\n", {"a": 1, "b": ["x", "y"]})
    'a: 1  # one\\nb: [x, y]\\n'
    """
    lines = text.splitlines()
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    first = node.value[0][0].start_mark.line if node and node.value else len(lines)
    new = [*lines[:first], *_mapping(lines, node, len(lines), yaml.safe_load(text), document, 0)]
    written = "\n".join(new) + "\n"
    # Should a file ever be laid out in a way that this does not know, what it says goes before how it looks.
    return written if yaml.safe_load(written) == document else new_text(document)


def new_text(document: dict[str, Any]) -> str:
    """A whole file of a document that has none yet."""
    return "\n".join(line for name, value in document.items() for line in _rendered(name, value, 0)) + "\n"


def _mapping(lines: _Lines, node: Any, end: int, old: Any, new: Any, indent: int) -> Iterator[str]:
    """The fields in the order of the file, new ones behind."""
    fields = {key.value: (key.start_mark.line, value) for key, value in node.value}
    starts = sorted(line for line, _ in fields.values())
    for name in [*(n for n in fields if n in new), *(n for n in new if n not in fields)]:
        if name not in fields:
            yield from _rendered(name, new[name], indent)
            continue
        start, value = fields[name]
        until = next((line for line in starts if line > start), end)
        yield from _field(lines[start:until], lines, value, (start, until), (name, old[name], new[name]), indent)


def _field(
    own: _Lines, lines: _Lines, node: Any, place: tuple[int, int], field: tuple[str, Any, Any], indent: int
) -> Iterator[str]:
    name, old, new = field
    block = isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value
    if old == new:
        yield from own
    elif block and isinstance(node, yaml.MappingNode) and isinstance(new, dict):
        yield from lines[place[0] : node.start_mark.line]
        yield from _mapping(lines, node, place[1], old, new, indent + 2)
    elif block and isinstance(node, yaml.SequenceNode) and isinstance(new, list) and new:
        yield from lines[place[0] : node.start_mark.line]
        yield from _sequence(lines, node, place[1], old, new)
    else:
        yield from _rendered(name, new, indent)


def _sequence(lines: _Lines, node: Any, end: int, old: Sequence[Any], new: Sequence[Any]) -> Iterator[str]:
    """Items that are there already keep their lines, wherever they stand now; one of the same id keeps what it can."""
    starts = [item.start_mark.line for item in node.value]
    indent = node.value[0].start_mark.column - 2
    for item in new:
        if item in old:
            at = old.index(item)
            yield from lines[starts[at] : [*starts, end][at + 1]]
            continue
        at = next((n for n, was in enumerate(old) if _same_thing(was, item)), -1)
        if at >= 0 and not node.value[at].flow_style:
            own = list(_mapping(lines, node.value[at], [*starts, end][at + 1], old[at], item, indent + 2))
            yield " " * indent + "- " + own[0].lstrip().removeprefix("- ")
            yield from own[1:]
        else:
            yield from _item(item, indent)


def _same_thing(one: Any, other: Any) -> bool:
    same = ("id", "about")
    return isinstance(one, dict) and isinstance(other, dict) and any(one.get(k) == other.get(k, "") for k in same)


def _rendered(name: str, value: Any, indent: int) -> Iterator[str]:
    head = f"{' ' * indent}{_key(name)}:"
    match value:
        case dict() if value and any(isinstance(item, dict | list) or _is_long(item) for item in value.values()):
            yield head
            for key, item in value.items():
                flat = name in _FLOW_NAMES and isinstance(item, dict)
                yield from [f"{' ' * indent}  {_key(key)}: {_flow(item)}"] if flat else _rendered(key, item, indent + 2)
        case list() if value and (name in _BLOCK_NAMES or isinstance(value[0], dict)):
            yield head
            for item in value:
                yield from _item(item, indent + 2)
        case str() if _is_long(value, _WIDTH - len(head) - 1):
            yield f"{head} >-"
            yield from _folded(value, " " * (indent + 2))
        case _:
            yield f"{head} {_flow(value)}"


def _item(value: Any, indent: int) -> Iterator[str]:
    if isinstance(value, dict) and any(isinstance(part, list) or _is_long(part) for part in value.values()):
        own = [line for name, part in value.items() for line in _rendered(name, part, indent + 2)]
        yield " " * indent + "- " + own[0].lstrip()
        yield from own[1:]
    else:
        yield f"{' ' * indent}- {_flow(value)}"


def _folded(text: str, margin: str) -> Iterator[str]:
    """A sentence a line, so that a change of one is a change of one line."""
    for sentence in _SENTENCE_END.split(text):
        yield from textwrap.wrap(
            sentence, _WIDTH, initial_indent=margin, subsequent_indent=margin,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip


def _is_long(value: Any, most: int = 60) -> bool:
    """Whether a text is folded over lines; one that folding would change (two blanks, a line break) is not."""
    return isinstance(value, str) and len(value) > most and value == " ".join(value.split())


def _flow(value: Any) -> str:
    written = yaml.dump(value, Dumper=_House, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**6)
    return written.removesuffix("\n").removesuffix("\n...")


def _key(name: str) -> str:
    """A word that is read as a text stays bare."""
    if re.fullmatch(r"[^\W\d]\w*", name) and isinstance(yaml.safe_load(name), str):
        return name
    quoted: str = yaml.dump(name, default_style='"', allow_unicode=True, width=10**6)
    return quoted.removesuffix("\n")
