from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from handoff.db import transaction
from handoff.knowledge.approve import ApprovedByAuthor, DraftWrong, approve, approve_right_part, reject
from handoff.knowledge.diff import Change
from handoff.knowledge.drafts import (
    DraftChanged,
    DraftDecided,
    DraftNotFound,
    MayNotEdit,
    NothingChanged,
    NotTheAuthor,
    begin_draft,
    bring_up_to_date,
    change_draft,
    open_drafts,
    withdraw,
)
from handoff.knowledge.entries import all_current, current, overtaken
from handoff.knowledge.history import EntryChanged, history
from handoff.knowledge.tables import EntryDraft, EntryVersion
from tests.factories import create_counselor
from tests.handoff.knowledge.conftest import Office, says

NEW_AMOUNT = says("amount", "한 사람에 {price}까지 드리는 제도입니다.")
NEW_CONTACT = says("contact", "보건복지상담센터 129에 전화하시면 됩니다.")
WRONG = says("amount", "한 사람에 5만원을 드리는 제도입니다.")


def both(document: dict[str, Any]) -> None:
    WRONG(document)
    NEW_CONTACT(document)


def number(entry_id: str = "winter_coat") -> int:
    with transaction() as session:
        found = current(session, "program", entry_id)
    assert found is not None
    return found.number


def test_draft_changes_nothing_until_a_second_person_approves(office: Office) -> None:
    before = office.document()
    draft = office.draft(NEW_AMOUNT)
    assert office.document() == before and number() == 0
    office.approve(draft)
    assert office.document()["answers"]["amount"] == "한 사람에 {price}까지 드리는 제도입니다." and number() == 1


def test_author_cannot_approve_or_reject_their_own(office: Office) -> None:
    draft = office.draft(NEW_AMOUNT)
    with pytest.raises(ApprovedByAuthor):
        office.approve(draft, by=office.author)
    with pytest.raises(ApprovedByAuthor), transaction() as session:
        reject(session, draft.id, office.author, "아니요", revision=1)


def test_who_left_the_office_neither_drafts_nor_approves(office: Office) -> None:
    gone = create_counselor(active=False).id
    with pytest.raises(MayNotEdit):
        office.draft(NEW_AMOUNT, by=gone)
    with pytest.raises(MayNotEdit):
        office.approve(office.draft(NEW_AMOUNT), by=gone)


def test_draft_may_be_wrong_but_is_not_approved_so(office: Office) -> None:
    draft = office.draft(WRONG)
    with pytest.raises(DraftWrong, match="답변 · 금액: 숫자 '5만원'"):
        office.approve(draft)
    assert number() == 0


def test_right_part_is_taken_and_the_rest_stays_a_draft(office: Office) -> None:
    draft = office.draft(both)
    with transaction() as session:
        _, flaws = approve_right_part(session, draft.id, office.second, revision=1)
    assert [flaw.where for flaw in flaws] == [("answers", "amount")]
    assert office.document()["answers"]["contact"] == "보건복지상담센터 129에 전화하시면 됩니다."
    assert office.document()["answers"]["amount"] == "한 사람에 {price}을 드립니다."
    with transaction() as session:
        (rest,) = open_drafts(session)
        assert rest.document["answers"]["amount"] == "한 사람에 5만원을 드리는 제도입니다."
        document = {**rest.document, "answers": {**rest.document["answers"], "amount": "{price}을 보태 드립니다."}}
        change_draft(session, rest.id, office.author, document, revision=rest.revision)
    office.approve(rest)
    assert number() == 2


def test_right_part_of_what_is_all_right_is_all(office: Office) -> None:
    draft = office.draft(NEW_AMOUNT)
    with transaction() as session:
        assert approve_right_part(session, draft.id, office.second, revision=1)[1] == []
        assert open_drafts(session) == []


def test_right_part_of_what_is_all_wrong_is_refused(office: Office) -> None:
    draft = office.draft(WRONG)
    with pytest.raises(DraftWrong), transaction() as session:
        approve_right_part(session, draft.id, office.second, revision=1)


def test_second_editor_is_shown_the_change_of_the_first(each_database: None, office: Office) -> None:
    first, second = office.draft(NEW_AMOUNT, why="고시가 바뀜"), office.draft(NEW_CONTACT, by=office.second)
    office.approve(first)
    with pytest.raises(EntryChanged) as caught:
        office.approve(second, by=office.author)
    (step,) = caught.value.steps
    assert (step.author_id, step.approved_by, step.why) == (office.author, office.second, "고시가 바뀜")
    expected = Change(
        ("answers", "amount"), "한 사람에 {price}을 드립니다.", "한 사람에 {price}까지 드리는 제도입니다."
    )
    assert caught.value.changes == step.changes == (expected,)


def test_form_that_was_open_too_long_is_shown_the_change(office: Office) -> None:
    before, form = office.document(), office.document()
    with transaction() as session:
        seen = current(session, "program", "winter_coat")
    assert seen is not None
    office.put_in_force(NEW_AMOUNT)
    NEW_CONTACT(form)
    with pytest.raises(EntryChanged) as caught, transaction() as session:
        begin_draft(session, "program", form, office.second, base_version=seen.version)
    assert [change.before for change in caught.value.changes] == [before["answers"]["amount"]]


def test_brought_up_to_date_a_draft_keeps_both_changes(office: Office) -> None:
    first, second = office.draft(NEW_AMOUNT), office.draft(NEW_CONTACT, by=office.second)
    office.approve(first)
    with transaction() as session:
        assert bring_up_to_date(session, second.id, office.second, revision=1) == []
        (second,) = open_drafts(session)
    office.approve(second, by=office.author)
    answers = office.document()["answers"]
    assert answers["amount"] == "한 사람에 {price}까지 드리는 제도입니다."
    assert answers["contact"] == "보건복지상담센터 129에 전화하시면 됩니다."


def test_changes_of_the_other_that_would_be_overwritten_are_told(office: Office) -> None:
    mine = office.draft(says("amount", "{price}을 보태 드립니다."), by=office.second)
    office.put_in_force(NEW_AMOUNT)
    with transaction() as session:
        overwritten = bring_up_to_date(session, mine.id, office.second, revision=1)
        assert [change.after for change in overwritten] == ["한 사람에 {price}까지 드리는 제도입니다."]
        assert bring_up_to_date(session, mine.id, office.second, revision=2) == []


def test_of_two_approvals_at_once_one_wins(each_database: None, office: Office) -> None:
    drafts = [office.draft(says("amount", f"{{price}}을 {n}번 드리는 제도입니다.")) for n in range(6)]

    def try_to(draft: EntryDraft) -> bool:
        try:
            office.approve(draft)
        except EntryChanged:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(try_to, drafts)) == 1
    assert number() == 1


def test_nobody_approves_what_they_have_not_seen(office: Office) -> None:
    shown = office.draft(NEW_AMOUNT)
    with transaction() as session:
        change_draft(session, shown.id, office.author, office.document() | {"aliases": ["코트"]}, revision=1)
    with pytest.raises(DraftChanged):
        office.approve(shown)


def test_only_the_author_changes_a_draft(office: Office) -> None:
    draft = office.draft(NEW_AMOUNT)
    with pytest.raises(NotTheAuthor), transaction() as session:
        change_draft(session, draft.id, office.second, office.document(), revision=1)


def test_draft_is_decided_once(office: Office) -> None:
    draft = office.draft(NEW_AMOUNT)
    with transaction() as session:
        reject(session, draft.id, office.second, "근거가 없습니다", revision=1)
    for decide in (lambda: office.approve(draft), lambda: _withdraw(draft, office)):
        with pytest.raises(DraftDecided):
            decide()
    with transaction() as session:
        kept = session.get_one(EntryDraft, draft.id)
        assert (kept.status, kept.refusal, kept.decided_by) == ("rejected", "근거가 없습니다", office.second)


def test_withdrawn_draft_waits_for_nobody(office: Office) -> None:
    draft = office.draft(NEW_AMOUNT)
    _withdraw(draft, office)
    with transaction() as session:
        assert open_drafts(session, "program", "winter_coat") == []


def _withdraw(draft: EntryDraft, office: Office) -> None:
    with transaction() as session:
        withdraw(session, draft.id, office.author, revision=draft.revision)


def test_draft_that_changes_nothing_is_refused(office: Office) -> None:
    with pytest.raises(NothingChanged):
        office.draft(lambda document: None)


def test_unknown_draft_is_not_found(office: Office) -> None:
    with pytest.raises(DraftNotFound), transaction() as session:
        approve(session, "nothing", office.second, revision=1)


def test_blanks_at_the_ends_are_no_change(office: Office) -> None:
    with pytest.raises(NothingChanged):
        office.draft(says("amount", " 한 사람에 {price}을 드립니다.\n"))


def _add_program(office: Office, entry_id: str = "summer_hat") -> EntryDraft:
    document = {**office.document(), "id": entry_id, "name": "여름모자 지원", "aliases": []}
    with transaction() as session:
        return begin_draft(session, "program", document, office.author, base_version=None)


def test_new_program_is_added(office: Office) -> None:
    office.approve(_add_program(office))
    with transaction() as session:
        assert list(all_current(session, "program")) == ["winter_coat", "summer_hat"]
        assert [step.number for step in history(session, "program", "summer_hat")] == [1]


def test_of_two_new_programs_of_one_id_the_second_is_shown_the_first(office: Office) -> None:
    first, second = _add_program(office), _add_program(office)
    office.approve(first)
    with pytest.raises(EntryChanged):
        office.approve(second)


def test_desk_is_changed_like_a_program(office: Office) -> None:
    office.put_in_force(lambda desk: desk.update(phones=["02-333-3333"]), "desk_one", "desk")
    assert office.document("desk_one", "desk")["phones"] == ["02-333-3333"]
    assert office.document("desk_two", "desk")["phones"] == ["02-222-2222"]


def test_history_tells_who_changed_what_and_when(office: Office) -> None:
    office.put_in_force(NEW_AMOUNT, why="고시가 바뀜")
    office.put_in_force(NEW_CONTACT)
    with transaction() as session:
        last, middle, first = history(session, "program", "winter_coat")
    assert [step.number for step in (last, middle, first)] == [2, 1, 0]
    assert [change.path for change in last.changes] == [("answers", "contact")]
    assert (middle.author_id, middle.approved_by, middle.why) == (office.author, office.second, "고시가 바뀜")
    assert first.author_id is None and first.changes == ()


def test_file_that_changed_after_staff_took_it_up_is_noticed(office: Office, data: Any) -> None:
    office.put_in_force(NEW_AMOUNT)
    with transaction() as session:
        assert overtaken(session) == []
    path = data / "programs" / "winter_coat.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("2026-10-01", "2026-11-01"), encoding="utf-8")
    with transaction() as session:
        assert [row.entry_id for row in overtaken(session)] == ["winter_coat"]
        assert isinstance(overtaken(session)[0], EntryVersion)
    assert office.document()["assured_date"] == "2026-10-01"
