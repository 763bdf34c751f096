"""What is read of one program whatever the others are, so that it need not be read again when one of them changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.knowledge.linking.meaning import rows_of
from bot.knowledge.program import Program
from bot.knowledge.search import Counted, pairs_of, terms_of
from bot.korean.normalize import squeeze

Document = dict[str, list[str]]


@dataclass(frozen=True)
class Sheet:
    """A program's texts, read once. `pairs` and `described` hold for each name and each description its terms, as places
    in those of `counted`."""

    document: Document
    counted: Counted
    names: dict[str, str]  # squeezed → as written
    pairs: tuple[Any, ...]
    described: tuple[Any, ...]
    meant: tuple[tuple[int, ...], ...]  # the vectors of names and descriptions

    @classmethod
    def of(cls, program: Program, last: Sheet | None = None) -> Sheet:
        """`last` again, where the program's texts are still the same."""
        document = _document(program)
        return last if last and last.document == document else cls._read(document)

    @classmethod
    def _read(cls, document: Document) -> Sheet:
        counted = Counted.of(document)
        place = {term: number for number, term in enumerate(counted.terms)}
        names, descriptions = document["name"], document["description"]
        squeezed = {name: squeeze(name) for name in names}

        def places(terms: list[str]) -> Any:
            return np.array([place[term] for term in sorted({*terms})], np.intp)

        return cls(
            document,
            counted,
            {squeezed[name]: name for name in names},
            tuple(places(pairs_of(squeezed[name])) for name in names),
            tuple(places(terms_of(text)) for text in descriptions),
            tuple(dict.fromkeys(rows_of(text) for text in (*names, *descriptions))),
        )


def _document(program: Program) -> Document:
    return {
        "name": [program.name, *program.aliases],
        "description": list(program.descriptions),
        "text": [*program.answers.values(), *(f"{d.about} {' '.join(d.match)} {d.say}" for d in program.details)],
    }
