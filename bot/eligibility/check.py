"""What the schema cannot see in one eligibility file: unknown facts, values, figures, references, open braces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.eligibility.bounds import HOUSEHOLD
from bot.eligibility.facts import Fact
from bot.eligibility.rules import COMPARISONS
from bot.eligibility.values import value_name
from bot.eligibility.yearly import yearly_rows
from bot.knowledge.problems import Problem, problem
from bot.paths import DATA

_FIGURE = re.compile(r"\{(\w+)\}(\S?)")
_TYPED = re.compile(r"\d[\d,.]*\s*(?:억|만|천|백)*\s*(?:원|%|퍼센트)")
_ROW_KEYS = {"from", "reference"}
Place = list[Any]


def check_rules(path: Path, data: Mapping[str, Any], facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """All problems of a program's rules; `facts` are those that it may speak of."""
    if data.get("id") != path.stem:
        yield problem(path, ["id"], f"id {data.get('id')} in a file named {path.name}")
    if not (DATA / "programs" / path.name).exists():
        yield problem(path, ["id"], f"there is no data/programs/{path.name}")
    for kind in ("criteria", "not_asked"):
        for number, entry in enumerate(data.get(kind, ())):
            for where, reason in _entry(entry, facts, data.get("references", {})):
                yield problem(path, [kind, number, *where], reason)


def _entry(
    entry: Mapping[str, Any], facts: Mapping[str, Fact], references: Mapping[str, Any]
) -> Iterator[tuple[Place, str]]:
    for named in _references(entry):
        if named not in references:
            yield [], f"unknown reference {named}"
    for where, part in _parts(entry, []):
        yield from ((where, reason) for reason in _part(part, facts))
    yield from ((["says"], reason) for reason in _sentence(entry))


def _references(entry: Any) -> Iterator[str]:
    """Every `reference:` at any depth."""
    if isinstance(entry, dict):
        if "reference" in entry:
            yield entry["reference"]
        entry = list(entry.values())
    if isinstance(entry, list):
        for part in entry:
            yield from _references(part)


def _parts(entry: Mapping[str, Any], where: Place) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """The comparisons and choices of an entry, with the way down to each."""
    if "fact" in entry:
        yield where, entry
    for group in ("any_of", "all_of", "unless"):
        for number, part in enumerate(entry.get(group, ())):
            yield from _parts(part, [*where, group, number])


def _part(part: Mapping[str, Any], facts: Mapping[str, Fact]) -> Iterator[str]:
    fact = facts.get(part["fact"])
    if fact is None:
        yield f"unknown fact {part['fact']}"
        return
    bounds = [part[how] for how in COMPARISONS if how in part]
    named = [part[how] for how in ("is", "one_of", "not") if how in part]
    if bool(bounds) == bool(named) or bool(bounds) != (fact.unit is not None):
        yield f"{fact.id} is {'a number' if fact.unit else 'a choice'}, and held against something else"
        return
    for values in named:
        unknown = set(map(value_name, values if isinstance(values, list) else [values])) - fact.values
        yield from (f"{fact.id} has no value {value}" for value in sorted(unknown))
    for bound in bounds:
        yield from _bound(bound, facts)


def _bound(bound: Any, facts: Mapping[str, Fact]) -> Iterator[str]:
    if isinstance(bound, int):
        return
    data: Mapping[str, Any] = {"rows": bound} if isinstance(bound, list) else bound
    names = [set(map(str, row)) - _ROW_KEYS for row in data.get("rows", ())]
    begins = [row["from"] for row in data.get("rows", ())]
    if "parameter" in data:
        yearly = yearly_rows(data["parameter"], data.get("percent"))
        names += [set(row.values) for row in yearly]
        begins += [row.begins.isoformat() for row in yearly]
        if not yearly:
            yield f"no year's file has the figure {data['parameter']} {data.get('percent', '')}".rstrip()
            return
    if begins != sorted(set(begins)):
        yield "the rows are not in order of their dates"
    by = data.get("by", HOUSEHOLD if "1" in names[-1] else None)
    if by is not None and by not in facts:
        yield f"unknown fact {by}"
        return
    wanted = {"value"} if by is None else {"1", "2"} if by == HOUSEHOLD else facts[by].values
    if any(not wanted <= row for row in names):
        yield f"a row lacks one of {', '.join(sorted(wanted))}"


def _sentence(entry: Mapping[str, Any]) -> Iterator[str]:
    says = entry["says"]
    for match in _FIGURE.finditer(says):
        if match[1] not in entry.keys() & set(COMPARISONS):
            yield f"{{{match[1]}}} is no figure of this rule"
        if match[2]:
            yield f"{{{match[1]}}} has a letter behind it: a josa would depend on the figure"
    if found := _TYPED.search(says):
        yield f"the figure {found[0]!r} is typed by hand: write {{at_most}} or its kin"
    try:
        says.encode("cp949")
    except UnicodeEncodeError as error:
        yield f"{says[error.start]!r} cannot be sent in a Korean text message"
