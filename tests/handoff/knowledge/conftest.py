"""Data files of a test's own, and the hands of the counselors who change what they say."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from bot.knowledge.imported import Imported
from bot.paths import ROOT
from handoff.db import transaction
from handoff.knowledge.approve import approve
from handoff.knowledge.drafts import begin_draft, begin_withdrawal
from handoff.knowledge.entries import current
from handoff.knowledge.imports.tables import ImportedProgram
from handoff.knowledge.tables import EntryDraft, EntryVersion
from tests.conftest import Clock
from tests.factories import create_counselor

PROGRAM = ROOT / "tests" / "handoff" / "knowledge" / "files" / "winter_coat.yml"
DESKS = ROOT / "tests" / "handoff" / "knowledge" / "files" / "dongjak_desks.yml"
Edit = Callable[[dict[str, Any]], None]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with one program and a file of two desks."""
    folder = tmp_path / "data"
    for name, file in (("programs", PROGRAM), ("organizations", DESKS)):
        (folder / name).mkdir(parents=True)
        shutil.copy(file, folder / name)
    monkeypatch.setattr("bot.paths.DATA", folder)
    return folder


@pytest.fixture
def office(database: None, data: Path, clock: Clock) -> Office:
    return Office()


class Office:
    """Two counselors who edit and approve; `draft` and `put_in_force` take a function that changes the document."""

    def __init__(self) -> None:
        self.author = create_counselor(name="김상담").id
        self.second = create_counselor(name="이상담").id

    def document(self, entry_id: str = "winter_coat", kind: str = "program") -> dict[str, Any]:
        with transaction() as session:
            found = current(session, kind, entry_id)
        assert found is not None
        return deepcopy(found.document)

    def draft(
        self, edit: Edit, entry_id: str = "winter_coat", kind: str = "program", by: str = "", **about: Any
    ) -> EntryDraft:
        with transaction() as session:
            base = current(session, kind, entry_id)
            assert base is not None
            document = deepcopy(base.document)
            edit(document)
            return begin_draft(session, kind, document, by or self.author, base_version=base.version, **about)

    def approve(self, draft: EntryDraft, by: str = "") -> EntryVersion:
        with transaction() as session:
            return approve(session, draft.id, by or self.second, revision=draft.revision)

    def add(self, entry_id: str = "summer_hat", name: str = "여름모자 지원") -> EntryVersion:
        """A new program in force, which no file has."""
        with transaction() as session:
            document = {**self.document(), "id": entry_id, "name": name, "serv_id": None}
            draft = begin_draft(session, "program", document, self.author, base_version=None)
        return self.approve(draft)

    def withdrawal(self, entry_id: str = "summer_hat", kind: str = "program", **about: Any) -> EntryDraft:
        with transaction() as session:
            base = current(session, kind, entry_id)
            assert base is not None
            told = {"why": "잘못 더함"} | about
            return begin_withdrawal(session, kind, entry_id, self.author, base_version=base.version, **told)

    def put_in_force(
        self, edit: Edit, entry_id: str = "winter_coat", kind: str = "program", **about: Any
    ) -> EntryVersion:
        return self.approve(self.draft(edit, entry_id, kind, **about))


def add_imported(*programs: Imported) -> None:
    """As an import leaves them in the database."""
    with transaction() as session:
        for program in programs:
            document = program.as_dict()
            document.pop("gone", None)
            session.add(ImportedProgram(id=program.id, source=program.source, document=document, gone=program.gone))


def says(aspect: str, text: str) -> Edit:
    """An edit of one answer."""

    def edit(document: dict[str, Any]) -> None:
        document["answers"][aspect] = text

    return edit
