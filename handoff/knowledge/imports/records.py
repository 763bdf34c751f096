"""The imported programs as records, those that are gone too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from bot.knowledge.imported import Imported
from handoff.knowledge.entries import fingerprint
from handoff.knowledge.imports.tables import ImportedProgram


def all_records(session: Session) -> Iterator[Imported]:
    """In the order of their ids, so that the same programs always make the same snapshot."""
    query = select(ImportedProgram).order_by(ImportedProgram.id).execution_options(yield_per=500)
    return (record_of(program) for program in session.scalars(query))


def stamp_of_records(session: Session) -> str:
    """Another one whenever any record says something else; read as it is stored, which costs a tenth of the records."""
    columns = (ImportedProgram.id, cast(ImportedProgram.document, String), ImportedProgram.gone)
    seen = hashlib.sha256()
    for row in session.execute(select(*columns).order_by(ImportedProgram.id).execution_options(yield_per=500)):
        seen.update("\n".join(map(str, (*row, ""))).encode())
    return seen.hexdigest()


def record_of(program: ImportedProgram) -> Imported:
    document = dict(program.document)
    if program.gone:
        document["gone"] = program.gone.isoformat()
    return Imported.from_dict(document)


def version_of(record: Imported) -> str:
    """A fingerprint of what it says; the day on which it was read again is no content."""
    return fingerprint({name: value for name, value in record.as_dict().items() if name != "retrieved"})


def imported_version(session: Session, id: str) -> str | None:
    """The version of a program as it is stored now; None where there is none of this id."""
    program = session.get(ImportedProgram, id)
    return version_of(record_of(program)) if program else None
