"""The imported programs as records, those that are gone too."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.knowledge.imported import Imported
from handoff.knowledge.imports.tables import ImportedProgram


def all_records(session: Session) -> Iterator[Imported]:
    """In the order of their ids, so that the same programs always make the same snapshot."""
    query = select(ImportedProgram).order_by(ImportedProgram.id).execution_options(yield_per=500)
    return (record_of(program) for program in session.scalars(query))


def record_of(program: ImportedProgram) -> Imported:
    document = dict(program.document)
    if program.gone:
        document["gone"] = program.gone.isoformat()
    return Imported.from_dict(document)
