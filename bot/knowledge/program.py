"""One welfare program: what is known, and how an answer is written from it on a given day."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.knowledge.figures import Row, in_force, written
from bot.knowledge.parameters import Parameters, UnknownParameter, parameters
from bot.korean.household import household_size

ASPECTS = ("overview", "eligibility", "amount", "how_to_apply", "documents", "where", "contact", "period")

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?:\.([a-z0-9_]+))?\}")
_TOGETHER = 600  # letters that leave room for the rest of a long text message


@dataclass(frozen=True)
class Contact:
    name: str
    phone: str


@dataclass(frozen=True)
class Detail:
    """A short extra answer, given where one of `match` stands in the message; spaces do not count."""

    about: str
    match: tuple[str, ...]
    aspect: str
    say: str


@dataclass(frozen=True)
class Answer:
    """What to say about one aspect; `last_year` is the year of a yearly figure in it that is over, else None."""

    text: str
    aspect: str
    as_of: date
    last_year: int | None = None


@dataclass(frozen=True)
class Program:
    id: str
    name: str
    serv_id: str | None
    region: str | None
    status: str
    field: str
    life_stages: tuple[str, ...]
    households: tuple[str, ...]
    themes: tuple[str, ...]
    unit: str
    aliases: tuple[str, ...]
    descriptions: tuple[str, ...]
    contacts: tuple[Contact, ...]
    amounts: dict[str, list[Row]]
    answers: dict[str, str]
    details: tuple[Detail, ...]
    assured_date: date
    references: dict[str, Mapping[str, Any]] = dataclasses.field(default_factory=dict)

    @classmethod
    def from_data(cls, data: dict[str, Any], yearly: Parameters | None = None) -> Program:
        """From the content of a program file that the schema has allowed; `yearly` are the figures it may refer to.

        Raises UnknownParameter.
        """
        yearly = yearly or parameters()
        amounts = with_parameters(data.get("amounts", {}), yearly)
        if unknown := [name for name, rows in amounts.items() if not rows]:
            raise UnknownParameter(", ".join(unknown))
        return cls(
            id=data["id"],
            name=data["name"],
            serv_id=data["serv_id"],
            region=data["region"],
            status=data.get("status", "active"),
            field=data["field"],
            life_stages=tuple(data.get("life_stages", ())),
            households=tuple(data.get("households", ())),
            themes=tuple(data.get("themes", ())),
            unit=data["unit"],
            aliases=tuple(data["aliases"]),
            descriptions=tuple(data.get("descriptions", ())),
            contacts=tuple(Contact(c["name"], c["phone"]) for c in data["contacts"]),
            amounts=amounts,
            answers={aspect: " ".join(text.split()) for aspect, text in data["answers"].items()},
            details=tuple(
                Detail(d["about"], tuple(d["match"]), d["aspect"], " ".join(d["say"].split()))
                for d in data.get("details", ())
            ),
            assured_date=date.fromisoformat(data["assured_date"]),
            references={**data["references"], **_notices(amounts, yearly)},
        )

    def answer(self, aspect: str, today: date, asked: str = "") -> Answer:
        """The answer to an aspect on a day; an aspect without a text of its own falls back to the overview.

        `asked` is the resident's message. A detail that it names is said too: first where it is of the aspect asked,
        behind the answer where it is of another. A table by household size gives the line of the household it tells of.
        """
        spoken = asked.replace(" ", "")
        found = [d for d in self.details if spoken and any(word.replace(" ", "") in spoken for word in d.match)]
        said = next((d for d in found if d.aspect == aspect), found[0] if found else None)
        texts = [self.answers.get(aspect, self.answers["overview"])]
        if said and said.aspect == aspect:
            texts.insert(0, said.say)
        elif said and len(texts[0]) + len(said.say) <= _TOGETHER:
            texts.append(said.say)
        text, last_year = self._write(" ".join(texts), today, asked)
        return Answer(text, aspect, self.assured_date, last_year)

    def summary(self, today: date) -> str:
        """The first sentence of the overview: one line in a list of programs."""
        text, _ = self._write(self.answers["overview"], today)
        return re.split(r"(?<=[다요]\.)\s", text)[0]

    def row(self, name: str, today: date) -> Row:
        """The row of a figure that is in force on a day; before the first one, the first one."""
        return in_force(self.amounts[name], today)

    def _write(self, text: str, today: date, asked: str = "") -> tuple[str, int | None]:
        outdated: list[int] = []
        persons = household_size(asked)

        def fill(match: re.Match[str]) -> str:
            row = self.row(match[1], today)
            if row.get("year", today.year) < today.year:
                outdated.append(row["year"])
            return written(row, match[2] or "value", persons)

        return PLACEHOLDER.sub(fill, text), (max(outdated) if outdated else None)


def with_parameters(amounts: dict[str, list[Row]], yearly: Parameters) -> dict[str, list[Row]]:
    """A program's amounts with the yearly figures that it refers to in the place of the references."""
    return {name: [row for entry in entries for row in rows_of(entry, yearly)] for name, entries in amounts.items()}


def rows_of(entry: Row, yearly: Parameters) -> list[Row]:
    """The rows of one entry: its own, or those of the parameter it names; none where no year knows that."""
    return yearly.rows(entry["parameter"], entry.get("percent")) if "parameter" in entry else [entry]


def _notices(amounts: dict[str, list[Row]], yearly: Parameters) -> dict[str, Mapping[str, Any]]:
    used = {row["reference"] for rows in amounts.values() for row in rows}
    return {key: notice for key, notice in yearly.references.items() if key in used}
