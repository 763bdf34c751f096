"""What staff added or changed can be taken back by two people; the history keeps it, and nothing else is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.knowledge.snapshot import Snapshot
from handoff.db import transaction
from handoff.knowledge.approve import ApprovedByAuthor, approve_right_part, reject
from handoff.knowledge.corrections import corrections_of, given_wrong
from handoff.knowledge.drafts import (
    NothingChanged,
    NothingToWithdraw,
    begin_draft,
    begin_withdrawal,
    bring_up_to_date,
    change_draft,
    withdraw,
)
from handoff.knowledge.entries import all_current, all_withdrawn, current, edited_entries, last_known
from handoff.knowledge.export import export_files
from handoff.knowledge.files import file_document
from handoff.knowledge.history import EntryChanged, history
from handoff.knowledge.publish import publish
from handoff.knowledge.sent import keep_entries
from handoff.knowledge.tables import EntryDraft, SentEntry
from handoff.people.conversation import open_conversation
from handoff.people.messages import add_message
from tests.conftest import Clock
from tests.handoff.knowledge.conftest import Office, says
from tests.handoff.knowledge.test_corrections import tell

NEW = says("amount", "한 사람에 {price}까지 드리는 제도입니다.")


def in_force(entry_id: str) -> dict[str, Any] | None:
    with transaction() as session:
        found = current(session, "program", entry_id)
    return found.document if found else None


def published() -> dict[str, Any]:
    publish()
    snapshot = Snapshot.current()
    assert snapshot is not None
    return snapshot.entries("program")


def test_added_entry_is_withdrawn_by_a_second_person(each_database: None, office: Office) -> None:
    office.add()
    assert set(published()) == {"summer_hat"}
    draft = office.withdrawal()
    assert in_force("summer_hat") is not None, "a draft changes nothing"
    with pytest.raises(ApprovedByAuthor):
        office.approve(draft, by=office.author)
    version = office.approve(draft)
    assert version.withdrawn and in_force("summer_hat") is None and published() == {}
    with transaction() as session:
        assert "summer_hat" not in all_current(session, "program")
        assert [entry.document["name"] for entry in all_withdrawn(session, "program")] == ["여름모자 지원"]


def test_history_keeps_what_was_withdrawn(office: Office) -> None:
    office.add()
    office.approve(office.withdrawal())
    with transaction() as session:
        steps = history(session, "program", "summer_hat")
        known = last_known(session, "program", "summer_hat")
    assert [(s.number, s.withdrawn, s.author_id, s.approved_by, s.why) for s in steps] == [
        (2, True, office.author, office.second, "잘못 더함"), (1, False, office.author, office.second, ""),
    ]  # fmt: skip
    assert known is not None and known.document["name"] == "여름모자 지원"


def test_export_leaves_it_out(office: Office, data: Path, tmp_path: Path) -> None:
    office.add()
    office.approve(office.withdrawal())
    with transaction() as session:
        exported = export_files(session, tmp_path / "out")
        assert exported.written == [] and exported.left_out == [] and edited_entries(session) == []


def test_edited_entry_of_a_file_goes_back_to_the_file(each_database: None, office: Office, data: Path) -> None:
    office.put_in_force(NEW)
    office.approve(office.withdrawal("winter_coat"))
    assert in_force("winter_coat") == file_document("program", "winter_coat") and published() == {}
    path = data / "programs" / "winter_coat.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("2026-10-01", "2026-11-01"), encoding="utf-8")
    assert (in_force("winter_coat") or {})["assured_date"] == "2026-11-01", "the file counts again, newer ones too"


def test_after_that_it_can_be_changed_again_and_every_version_is_on_record(office: Office) -> None:
    first = office.put_in_force(NEW)
    office.approve(office.withdrawal("winter_coat"))
    office.put_in_force(says("contact", "129로 물어보세요."))
    with transaction() as session:
        steps = history(session, "program", "winter_coat")[::-1]
    assert [step.number for step in steps] == [0, 1, 2, 3, 4]
    assert [step.withdrawn for step in steps] == [False, False, True, False, False]
    assert [step.author_id is None for step in steps] == [True, False, False, True, False]
    assert [change.path for change in steps[-1].changes] == [("answers", "contact")]
    assert steps[1].version == first.version


def test_withdrawn_entry_can_be_written_again(office: Office) -> None:
    office.add()
    office.approve(office.withdrawal())
    office.add(name="여름모자 값 지원")
    assert (in_force("summer_hat") or {})["name"] == "여름모자 값 지원"
    with transaction() as session:
        assert [step.number for step in history(session, "program", "summer_hat")] == [3, 2, 1]


def test_desk_that_staff_added_is_withdrawn_too(office: Office) -> None:
    with transaction() as session:
        new = {**office.document("desk_two", "desk"), "id": "desk_three"}
        draft = begin_draft(session, "desk", new, office.author, base_version=None)
    office.approve(draft)
    office.approve(office.withdrawal("desk_three", "desk"))
    with transaction() as session:
        assert set(all_current(session, "desk")) == {"desk_one", "desk_two"}


def test_what_only_the_file_says_is_not_withdrawn(office: Office) -> None:
    with pytest.raises(NothingToWithdraw):
        office.withdrawal("winter_coat")
    office.put_in_force(NEW)
    office.approve(office.withdrawal("winter_coat"))
    with pytest.raises(NothingToWithdraw):
        office.withdrawal("winter_coat")


def test_right_part_of_a_withdrawal_is_all_of_it(office: Office) -> None:
    office.add()
    draft = office.withdrawal()
    with transaction() as session:
        version, left = approve_right_part(session, draft.id, office.second, revision=draft.revision)
    assert version.withdrawn and left == [] and in_force("summer_hat") is None


def test_withdrawal_is_rejected_and_taken_back_as_any_draft(office: Office) -> None:
    office.add()
    first, second = office.withdrawal(), office.withdrawal()
    with transaction() as session:
        reject(session, first.id, office.second, "아직 있습니다", revision=1)
        withdraw(session, second.id, office.author, revision=1)
    assert in_force("summer_hat") is not None


def test_withdrawal_is_no_text_to_go_on_writing(office: Office) -> None:
    office.add()
    draft = office.withdrawal()
    with pytest.raises(NothingChanged), transaction() as session:
        change_draft(session, draft.id, office.author, office.document("summer_hat"), revision=1)


def brought_up_to_date(office: Office, draft: EntryDraft) -> EntryDraft:
    with transaction() as session:
        bring_up_to_date(session, draft.id, office.author, revision=draft.revision)
        return session.get_one(EntryDraft, draft.id)


def test_entry_changed_meanwhile_is_not_withdrawn_unseen(each_database: None, office: Office) -> None:
    office.add()
    draft = office.withdrawal()
    office.put_in_force(NEW, "summer_hat")
    with pytest.raises(EntryChanged):
        office.approve(draft)
    assert in_force("summer_hat") is not None
    office.approve(brought_up_to_date(office, draft))
    assert in_force("summer_hat") is None


def test_two_withdrawals_at_once_are_one(office: Office) -> None:
    office.add()
    first, second = office.withdrawal(), office.withdrawal()
    office.approve(first)
    with pytest.raises(EntryChanged):
        office.approve(second)
    with pytest.raises(NothingToWithdraw):
        brought_up_to_date(office, second)


def test_edit_of_what_was_withdrawn_meanwhile_is_not_lost(each_database: None, office: Office) -> None:
    office.add()
    edit = office.draft(NEW, "summer_hat")
    office.approve(office.withdrawal())
    with pytest.raises(EntryChanged) as told:
        office.approve(edit)
    assert [step.withdrawn for step in told.value.steps] == [True]
    office.approve(brought_up_to_date(office, edit))
    assert (in_force("summer_hat") or {})["answers"]["amount"] == "한 사람에 {price}까지 드리는 제도입니다."


def test_form_begun_before_the_withdrawal_is_told_of_it(office: Office) -> None:
    seen = office.add()
    office.approve(office.withdrawal())
    with pytest.raises(EntryChanged), transaction() as session:
        begin_draft(session, "program", seen.document, office.author, base_version=seen.version)
    with pytest.raises(EntryChanged), transaction() as session:
        begin_withdrawal(session, "program", "summer_hat", office.author, base_version=seen.version, why="또")


def told_of(entry_id: str, text: str) -> str:
    """A message that the bot wrote from an entry, kept as the front door keeps it; the id of its conversation."""
    with transaction() as session:
        conversation = open_conversation(session, "sms", "+821000000009")
        message = add_message(session, conversation, "bot", text)
        keep_entries(session, message, {"given": [["program", entry_id, "amount"]]})
        return conversation.id


def test_who_was_told_of_what_was_wrong_to_add_is_written_to(office: Office, clock: Clock) -> None:
    office.add()
    told = told_of("summer_hat", "[여름모자 지원] 한 사람에 5만 원을 드립니다.")
    clock.advance(days=1)
    version = office.approve(office.withdrawal(corrects=True))
    with transaction() as session:
        (correction,) = corrections_of(session, version.id)
    assert correction.conversation_id == told
    assert correction.text == (
        "11월 23일에 보내 드린 '여름모자 지원' 안내는 맞지 않아 거두었습니다. 혼란을 드려 죄송합니다. "
        "궁금하신 점은 이 번호로 다시 물어봐 주세요."
    )


def test_who_was_told_what_the_file_does_not_say_gets_the_files_words(office: Office, clock: Clock) -> None:
    office.put_in_force(NEW)
    clock.advance(minutes=1)
    told = tell()
    clock.advance(days=1)
    version = office.approve(office.withdrawal("winter_coat", corrects=True))
    with transaction() as session:
        (correction,) = corrections_of(session, version.id)
        assert [given.conversation_id for given in given_wrong(session, version)] == [told]
    assert "[겨울외투 지원] 한 사람에 5만 원을 드립니다." in correction.text


def test_what_the_bot_says_a_moment_longer_is_on_the_list(office: Office, clock: Clock) -> None:
    office.add()
    version = office.approve(office.withdrawal())
    clock.advance(seconds=3)
    told = told_of("summer_hat", "[여름모자 지원] 한 사람에 5만 원을 드립니다.")
    with transaction() as session:
        assert [given.conversation_id for given in given_wrong(session, version)] == [told]
        assert session.query(SentEntry).one().version == office_version(session)


def office_version(session: Any) -> str:
    known = last_known(session, "program", "summer_hat")
    assert known is not None
    return known.version
