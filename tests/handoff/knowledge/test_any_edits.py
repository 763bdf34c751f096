"""Whatever two editors and their colleagues do in whatever order: nothing approved is lost, nobody approves their own."""

from __future__ import annotations

import shutil
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.knowledge.snapshot import Snapshot
from handoff import db
from handoff.db import transaction
from handoff.knowledge.approve import ApprovedByAuthor, DraftWrong, approve, approve_right_part, reject
from handoff.knowledge.diff import applied, changes
from handoff.knowledge.drafts import (
    DraftChanged,
    NothingChanged,
    NothingToWithdraw,
    NotTheAuthor,
    begin_draft,
    begin_withdrawal,
    bring_up_to_date,
    change_draft,
    open_drafts,
    withdraw,
)
from handoff.knowledge.entries import Current, all_current, current, fingerprint
from handoff.knowledge.files import file_document
from handoff.knowledge.history import EntryChanged, history, versions
from handoff.knowledge.publish import publish
from handoff.knowledge.tables import EntryDraft
from handoff.settings import settings as service_settings
from handoff.tables import metadata
from tests.conftest import MONDAY_AT_TEN, Clock
from tests.factories import create_counselor
from tests.handoff.knowledge.conftest import PROGRAM

_KEY = Fernet.generate_key().decode()
FIELDS = ["amount", "contact", "eligibility"]
RIGHT = [f"한 사람에 {{price}}까지 드리는 제도입니다. {n}번째로 고친 글입니다." for n in range(6)]
TEXTS = [*RIGHT, "한 사람에 5만원을 드리는 제도입니다."]
who, which, field, text = st.integers(0, 2), st.integers(0, 4), st.sampled_from(FIELDS), st.sampled_from(TEXTS)
rarely = st.sampled_from([False, False, False, True])
REFUSALS = (ApprovedByAuthor, DraftChanged, DraftWrong, EntryChanged, NothingChanged, NothingToWithdraw, NotTheAuthor)


class Desk(RuleBasedStateMachine):
    """Three counselors, one program; each draws from the drafts that are open."""

    def __init__(self) -> None:
        super().__init__()
        self._patch = pytest.MonkeyPatch()
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        (folder / "programs").mkdir()
        shutil.copy(PROGRAM, folder / "programs")
        url = f"sqlite:///{folder / 'bokji.db'}"
        for name, value in {"SECRET_KEY": "secret", "DATA_KEYS": _KEY, "DATABASE_URL": url}.items():
            self._patch.setenv(f"BOKJI_{name}", value)
        self._patch.setattr("bot.paths.DATA", folder)
        self._patch.setattr("bot.paths.VAR", folder / "var")
        service_settings.cache_clear()
        db.forget_engine()
        metadata.create_all(db.engine())
        self.clock = Clock(MONDAY_AT_TEN)
        self.staff = [create_counselor().id for _ in range(3)]
        self.shown = self._now()  # the form that somebody has had open for a while
        self.approved: list[dict[str, Any]] = []

    def teardown(self) -> None:
        self._patch.undo()
        db.forget_engine()
        service_settings.cache_clear()
        self._folder.cleanup()

    @rule()
    def form_is_opened(self) -> None:
        self.shown = self._now()

    @rule(who=who, field=field, text=text)
    def draft_is_begun_from_the_form(self, who: int, field: str, text: str) -> None:
        document = deepcopy(self.shown.document)
        document["answers"][field] = text
        before = self._now()
        try:
            with transaction() as session:
                begin_draft(session, "program", document, self.staff[who], base_version=self.shown.version)
        except EntryChanged as error:
            assert before.version != self.shown.version and error.steps[0].version == before.version
            assert applied(self.shown.document, error.changes) == before.document
        except NothingChanged:
            assert document == before.document
        else:
            assert before.version == self.shown.version

    @rule(who=who)
    def withdrawal_is_begun_from_the_form(self, who: int) -> None:
        before, version = self._now(), self.shown.version
        try:
            with transaction() as session:
                begin_withdrawal(session, "program", "winter_coat", self.staff[who], base_version=version, why="틀려서")
        except EntryChanged:
            assert before.version != version
        except NothingToWithdraw:
            assert before.number == 0
        else:
            assert before.version == version and before.number > 0

    @precondition(lambda self: self._open())
    @rule(which=which, by_another=rarely, field=field, text=text)
    def draft_is_changed(self, which: int, by_another: bool, field: str, text: str) -> None:
        draft = self._draft(which)
        who = self._somebody(draft, by_another)
        document = deepcopy(draft.document or self._now().document)
        document["answers"][field] = text
        done = self._try(lambda session: change_draft(session, draft.id, who, document, revision=draft.revision))
        assert not (done and draft.withdraws)

    @precondition(lambda self: self._open())
    @rule(which=which, by_another=rarely)
    def draft_is_brought_up_to_date(self, which: int, by_another: bool) -> None:
        draft = self._draft(which)
        who, mine = self._somebody(draft, by_another), list(changes(draft.base, draft.document))
        if self._try(lambda session: bring_up_to_date(session, draft.id, who, revision=draft.revision)):
            assert not by_another
            assert self._now().document == self._draft(which).base
            assert self._draft(which).document == ({} if draft.withdraws else applied(self._now().document, mine))

    @precondition(lambda self: self._open())
    @rule(which=which, by_author=rarely, stale=rarely, part=st.booleans())
    def draft_is_approved(self, which: int, by_author: bool, stale: bool, part: bool) -> None:
        draft, before = self._draft(which), self._now()
        who = self._somebody(draft, not by_author)
        take = approve_right_part if part else approve
        revision = draft.revision - stale
        if self._try(lambda session: take(session, draft.id, who, revision=revision)):
            assert not stale and not by_author and draft.base_version == before.version
            self.approved.append({} if draft.withdraws else self._now().document)

    @precondition(lambda self: self._open())
    @rule(which=which, by_another=st.booleans(), withdrawn=st.booleans())
    def draft_is_put_aside(self, which: int, by_another: bool, withdrawn: bool) -> None:
        draft = self._draft(which)
        who = self._somebody(draft, by_another)
        if withdrawn:
            done = self._try(lambda session: withdraw(session, draft.id, who, revision=draft.revision))
        else:
            done = self._try(lambda session: reject(session, draft.id, who, "아니요", revision=draft.revision))
        assert done == (withdrawn != by_another)

    @rule()
    def knowledge_is_published(self) -> None:
        publish()
        snapshot = Snapshot.current()
        assert snapshot is not None
        published = snapshot.entries("program")
        assert published == ({"winter_coat": self.approved[-1]} if self.approved and self.approved[-1] else {})

    @invariant()
    def nothing_approved_is_lost(self) -> None:
        with transaction() as session:
            kept = versions(session, "program", "winter_coat")
        assert [version.document for version in kept if version.author_id] == self.approved
        file = file_document("program", "winter_coat")
        assert all(version.document == file for version in kept if not version.author_id)
        assert not kept or not kept[0].author_id

    @invariant()
    def what_is_in_force_was_approved_by_somebody_else_than_its_author(self) -> None:
        with transaction() as session:
            steps = history(session, "program", "winter_coat")
        assert all(s.approved_by and s.author_id != s.approved_by for s in steps if s.author_id)
        last = self.approved[-1] if self.approved else {}
        assert self._now().document == (last or file_document("program", "winter_coat"))

    @invariant()
    def history_is_complete(self) -> None:
        with transaction() as session:
            steps = history(session, "program", "winter_coat")[::-1]
        document = file_document("program", "winter_coat")
        for number, step in enumerate(steps):
            document = applied(document, step.changes)
            assert step.number == number and step.version == fingerprint(document)
        with transaction() as session:
            in_force = all_current(session, "program")["winter_coat"].document
        assert in_force == (document or file_document("program", "winter_coat"))

    def _now(self) -> Current:
        with transaction() as session:
            found = current(session, "program", "winter_coat")
        assert found is not None
        return found

    def _open(self) -> list[EntryDraft]:
        with transaction() as session:
            return list(open_drafts(session))

    def _draft(self, which: int) -> EntryDraft:
        drafts = self._open()
        return drafts[which % len(drafts)]

    def _somebody(self, draft: EntryDraft, other: bool) -> str:
        """Its author, or one of the others."""
        return next(person for person in self.staff if (person != draft.author_id) is other)

    def _try(self, act: Any) -> bool:
        """Whether it was allowed; what is refused changes nothing."""
        try:
            with transaction() as session:
                act(session)
        except REFUSALS:
            return False
        return True


Desk.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
test_any_order_of_edits_loses_nothing = pytest.mark.timeout(300)(Desk.TestCase)
