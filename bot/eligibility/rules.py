"""The rules of one program, built from a file of data/eligibility/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.eligibility.bounds import HOUSEHOLD, Bound, Dated, Fixed, Reference, Row
from bot.eligibility.conditions import Compare, Condition, Group, Member
from bot.eligibility.values import value_name
from bot.eligibility.yearly import yearly_rows

COMPARISONS = ("at_least", "above", "at_most", "below")
References = Mapping[str, Reference]


@dataclass(frozen=True)
class Note:
    """A condition that nobody is asked about, because nearly everybody meets it; said beside the verdict."""

    says: str
    law: str
    reference: Reference


@dataclass(frozen=True)
class Rule:
    """`condition` has to be met; `says` tells it in words, with the figures of `condition` in braces."""

    condition: Condition
    says: str
    law: str
    reference: Reference
    begins: date = date.min
    ends: date = date.max  # the last day

    def in_force(self, day: date) -> bool:
        return self.begins <= day <= self.ends


@dataclass(frozen=True)
class ProgramRules:
    program: str
    rules: tuple[Rule, ...]
    notes: tuple[Note, ...]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> ProgramRules:
        """From the content of an eligibility file that the schema has allowed."""
        references = {
            name: Reference(known["title"], date.fromisoformat(known["as_of"]))
            for name, known in data["references"].items()
        }
        notes = (Note(n["says"], n["law"], references[n["reference"]]) for n in data.get("not_asked", ()))
        return cls(data["id"], tuple(_rule(rule, references) for rule in data["criteria"]), tuple(notes))

    def on(self, day: date) -> tuple[Rule, ...]:
        """The rules in force on a day."""
        return tuple(rule for rule in self.rules if rule.in_force(day))


def _rule(data: Mapping[str, Any], references: References) -> Rule:
    condition = condition_from(data, references)
    if "unless" in data:
        excuses = tuple(condition_from(excuse, references) for excuse in data["unless"])
        condition = Group((condition, *excuses), every=False)
    return Rule(
        condition=condition,
        says=" ".join(data["says"].split()),
        law=data["law"],
        reference=references[data["reference"]],
        begins=date.fromisoformat(data.get("from", date.min.isoformat())),
        ends=date.fromisoformat(data.get("until", date.max.isoformat())),
    )


def condition_from(data: Mapping[str, Any], references: References) -> Condition:
    """One comparison, one choice, or several of them in `any_of` or `all_of`."""
    for name in ("any_of", "all_of"):
        if name in data:
            return Group(tuple(condition_from(part, references) for part in data[name]), every=name == "all_of")
    parts = tuple(_parts(data, references))
    return parts[0] if len(parts) == 1 else Group(parts)


def _parts(data: Mapping[str, Any], references: References) -> Iterator[Condition]:
    for how in COMPARISONS:
        if how in data:
            yield Compare(data["fact"], how, bound_from(data[how], references))
    if "is" in data or "one_of" in data:
        yield Member(data["fact"], _values(data.get("is", data.get("one_of"))))
    if "not" in data:
        yield Member(data["fact"], _values(data["not"]), inside=False)


def bound_from(data: Any, references: References) -> Bound:
    """A literal figure, dated rows, {by: …, rows: […]}, or {parameter: …}, with rows of the years before it."""
    if isinstance(data, int):
        return Fixed(data)
    if isinstance(data, list):
        data = {"rows": data}
    rows = [_row(row, references) for row in data.get("rows", ())]
    if "parameter" in data:
        rows += yearly_rows(data["parameter"], data.get("percent"))
    return Dated(tuple(rows), data.get("by", HOUSEHOLD if rows and "1" in rows[-1].values else None))


def _row(data: Mapping[str, Any], references: References) -> Row:
    values = {str(name): value for name, value in data.items() if name not in ("from", "reference")}
    return Row(date.fromisoformat(data["from"]), values, references[data["reference"]])


def _values(data: Any) -> frozenset[str]:
    return frozenset(map(value_name, data if isinstance(data, list) else [data]))
