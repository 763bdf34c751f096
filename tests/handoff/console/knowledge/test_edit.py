from pathlib import Path

import pytest
from sqlalchemy import select

from handoff.db import transaction
from handoff.knowledge.entries import current
from handoff.knowledge.tables import EntryDraft
from tests.handoff.console.conftest import Browser, words
from tests.handoff.console.knowledge.conftest import COAT, decide, draft_of, fill, form_on, save

EDIT = f"{COAT}/edit"
AMOUNT = "한 사람에 {price}까지 드리는 제도입니다."


def drafts() -> list[EntryDraft]:
    with transaction() as session:
        return list(session.scalars(select(EntryDraft).order_by(EntryDraft.created_at)))


def answer_in_force(aspect: str = "amount") -> str:
    with transaction() as session:
        entry = current(session, "program", "winter_coat")
    assert entry is not None
    return entry.document["answers"][aspect]


def test_edit_is_kept_as_a_draft_with_its_reason(kim: Browser) -> None:
    draft_of(fill(kim, EDIT, answers__amount=AMOUNT, why="예산이 늘어서"))
    (draft,) = drafts()
    assert (draft.author_id, draft.why, draft.status) == (kim.counselor.id, "예산이 늘어서", "draft")
    assert draft.document == {**draft.base, "answers": {**draft.base["answers"], "amount": AMOUNT}}
    assert answer_in_force() != AMOUNT


def test_form_that_nobody_touched_changes_nothing(kim: Browser) -> None:
    answer = fill(kim, EDIT)
    assert answer.status_code == 422 and "바뀐 곳이 없습니다" in answer.text and drafts() == []


def test_reason_is_needed(kim: Browser) -> None:
    answer = fill(kim, EDIT, answers__amount=AMOUNT, why=" ")
    assert answer.status_code == 422 and "까닭을 적어 주세요" in answer.text and AMOUNT in answer.text


def test_flaw_is_told_beside_its_field_and_what_was_typed_stays(kim: Browser) -> None:
    answer = fill(kim, EDIT, answers__amount="한 사람에 5만원을 드리는 제도입니다.")
    assert answer.status_code == 422 and drafts() == []
    field = answer.text.split('name="answers.amount"')[1].split("</label>")[0]
    assert "5만원을 드리는" in field and "숫자 &#39;5만원&#39;은(는) 글에 바로 쓰지 말고" in field
    assert 'href="#at.answers.amount"' in answer.text and 'id="at.answers.amount"' in answer.text


def test_flaw_in_a_line_is_told_in_the_line(kim: Browser) -> None:
    answer = fill(kim, EDIT, contacts__1__phone="없음")
    line = answer.text.split('name="contacts.1.phone"')[1].split("</label>")[0]
    assert "형식이 맞지 않습니다." in line


def test_figure_that_is_no_number_is_told_and_kept(kim: Browser) -> None:
    answer = fill(kim, EDIT, amounts__0__values="오만")
    assert "오만" in answer.text and 'id="at.amounts.price.0"' in answer.text


def test_draft_may_be_wrong_where_its_author_says_so(kim: Browser) -> None:
    draft = draft_of(fill(kim, EDIT, answers__amount="5만원입니다. 신청하세요.", anyway="yes"))
    assert "고칠 곳 1군데" in words(kim.see(draft))


def test_second_editor_is_shown_the_first_ones_change_and_carries_theirs_over(kim: Browser, lee: Browser) -> None:
    early = form_on(kim.see(EDIT))
    decide(kim, draft_of(fill(lee, EDIT, answers__contact="129로 물어보실 수 있습니다.", why="번호만")))
    answer = save(kim, EDIT, early, answers__amount=AMOUNT)
    assert answer.status_code == 409 and drafts()[-1].status == "approved"
    said = words(answer.text)
    for told in (
        "다른 사람이 먼저 바꿨습니다",
        "이도움 작성",
        "김상담 승인",
        "번호만",
        "129로 물어보실",
        "겹치는 곳은 없습니다",
    ):
        assert told in said, told
    draft = draft_of(save(kim, EDIT, form_on(answer.text)))
    assert decide(lee, draft).status_code == 200
    assert (answer_in_force(), answer_in_force("contact")) == (AMOUNT, "129로 물어보실 수 있습니다.")


def test_field_that_both_changed_is_marked(kim: Browser, lee: Browser) -> None:
    early = form_on(kim.see(EDIT))
    decide(kim, draft_of(fill(lee, EDIT, answers__amount="한 사람에 {price}만 드립니다.")))
    answer = save(kim, EDIT, early, answers__amount=AMOUNT)
    assert "겹침" in answer.text and form_on(answer.text)["answers.amount"] == [AMOUNT]


def test_new_program_begins_as_a_draft(kim: Browser, lee: Browser) -> None:
    typed = {name: values for name, values in form_on(kim.see(EDIT)).items() if name not in ("base_version", "id")}
    answer = save(kim, "/console/knowledge/new/program", typed, id="summer_hat", name="여름모자 지원")
    assert decide(lee, draft_of(answer)).json() == {"address": "/console/knowledge/entry/program/summer_hat"}
    assert "여름모자 지원" in kim.see("/console/knowledge")


@pytest.mark.parametrize(
    ("entry_id", "told"),
    [("winter_coat", "이미 쓰는 식별자입니다"), ("Summer", "영어 소문자로 시작해"), ("", "영어 소문자로 시작해")],
)
def test_id_that_is_taken_or_wrong_is_never_kept(kim: Browser, entry_id: str, told: str) -> None:
    answer = fill(kim, "/console/knowledge/new/program", id=entry_id, name="여름모자 지원", anyway="yes")
    assert answer.status_code == 422 and told in answer.text and drafts() == []


def test_id_is_no_way_out_of_the_folder(kim: Browser, tmp_path: Path) -> None:
    answer = fill(kim, "/console/knowledge/new/desk", id=f"../../../../{tmp_path}/evil", anyway="yes")
    assert answer.status_code == 422 and not (tmp_path / "evil.yml").exists()


def test_new_desk_begins_as_a_draft(kim: Browser, lee: Browser) -> None:
    desk = {"name": "복지 창구", "office": "dongjak", "units": "senior", "phones": "02-333-3333", "hours": "office", "ways": "voice",
            "reference": "list", "references.0.key": "list", "references.0.title": "목록", "references.0.as_of": "2026-11-01"}  # fmt: skip
    answer = fill(
        kim, "/console/knowledge/new/desk", id="desk_three", **{k.replace(".", "__"): v for k, v in desk.items()}
    )
    assert decide(lee, draft_of(answer)).status_code == 200
    assert "02-333-3333" in kim.see("/console/knowledge/entry/desk/desk_three")


def test_script_in_a_name_is_shown_as_text(kim: Browser) -> None:
    page = kim.see(draft_of(fill(kim, EDIT, name="<script>alert(1)</script>\"'>", anyway="yes")))
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


def test_preview_counts_bytes_pieces_and_letters(kim: Browser) -> None:
    form = form_on(kim.see(EDIT)) | {"answers.amount": ["한 사람에 {price}을 드립니다 😀"]}
    told = kim.client.post("/console/knowledge/preview/program", data=form).json()
    amount = next(text for text in told["texts"] if text["aspect"] == "amount")
    assert "한 사람에 5만 원을 드립니다" in amount["text"] and amount["lost"] == "😀"
    assert amount["bytes"] == len(amount["text"].replace("😀", "").encode("cp949"))
    assert (amount["sms"], amount["pieces"], amount["letters"]) == ("LMS", 1, len(amount["text"]))
    assert (amount["most_letters"], amount["bubbles"]) == (1000, [amount["text"]])
    assert told["flaws"] == [
        {"place": "at.answers.amount", "text": "답변 · 금액: '😀'은(는) 문자로 보낼 수 없는 글자입니다."}
    ]
    assert drafts() == []


def test_preview_of_what_is_hardly_begun_says_what_is_missing(kim: Browser) -> None:
    told = kim.client.post("/console/knowledge/preview/program", data={"csrf": kim.csrf, "name": "여름모자"}).json()
    assert told["texts"] == [] and len(told["flaws"]) > 5
