import pytest

from handoff.db import transaction
from handoff.knowledge.entries import current
from tests.handoff.console.conftest import Browser, words
from tests.handoff.console.knowledge.conftest import COAT, decide, draft_of, fill, form_on, save

EDIT = f"{COAT}/edit"
AMOUNT = "한 사람에 {price}까지 드리는 제도입니다."


@pytest.fixture
def draft(kim: Browser) -> str:
    return draft_of(fill(kim, EDIT, answers__amount=AMOUNT, why="예산이 늘어서"))


def in_force() -> dict[str, str]:
    with transaction() as session:
        entry = current(session, "program", "winter_coat")
    assert entry is not None
    return entry.document["answers"]


def test_second_person_approves_and_it_is_in_force(lee: Browser, draft: str) -> None:
    assert decide(lee, draft).json() == {"address": COAT}
    assert in_force()["amount"] == AMOUNT
    page = words(lee.see(COAT))
    assert "김상담 작성 · 이도움 승인" in page and "예산이 늘어서" in page and "자동안내에 반영하는 중" in page


def test_author_cannot_approve_and_reads_why(kim: Browser, draft: str) -> None:
    page = kim.see(draft)
    assert "disabled" in page and "쓴 사람은 자기 초안을 승인할 수 없습니다" in page
    answer = decide(kim, draft)
    assert (answer.status_code, answer.json()["code"]) == (403, "approved_by_author")
    assert in_force()["amount"] != AMOUNT


def test_everybody_sees_how_many_drafts_wait_for_them(kim: Browser, lee: Browser, draft: str) -> None:
    counts = [browser.see("/console/").split(">지식")[1].split("</a>")[0] for browser in (kim, lee)]
    assert [">1<" in count for count in counts] == [False, True]


def test_draft_is_compared_word_by_word(lee: Browser, draft: str) -> None:
    page = lee.see(draft)
    assert "<del>{price}을 드립니다.</del>" in page and "<ins>{price}까지 드리는 제도입니다.</ins>" in page


def test_rejected_with_a_reason_that_the_author_reads(kim: Browser, lee: Browser, draft: str) -> None:
    assert decide(lee, draft, "reject").json()["code"] == "form_not_valid"
    assert decide(lee, draft, "reject", reason="고시를 다시 봐 주세요").status_code == 200
    assert "고시를 다시 봐 주세요" in kim.see(draft) and "반려됨" in kim.see("/console/knowledge/drafts")
    assert decide(lee, draft).json()["message"] == "이미 승인되었거나 반려되었거나 거둔 초안입니다."


def test_withdrawn_draft_waits_for_nobody(kim: Browser, draft: str) -> None:
    assert decide(kim, draft, "withdraw").status_code == 200
    assert "기다리는 초안이 없습니다" in kim.see("/console/knowledge/drafts")


def test_author_goes_on_writing_and_only_what_was_seen_is_approved(kim: Browser, lee: Browser, draft: str) -> None:
    draft_of(fill(kim, f"{draft}/edit", answers__amount="한 사람에 {price}만 드리는 제도입니다."))
    answer = lee.press(f"{draft}/approve", revision="1")
    assert (answer.status_code, answer.json()["code"]) == (409, "draft_changed")
    decide(lee, draft)
    assert in_force()["amount"] == "한 사람에 {price}만 드리는 제도입니다."


def test_draft_of_somebody_else_is_not_changed(lee: Browser, draft: str) -> None:
    assert lee.client.get(f"{draft}/edit").status_code == 403
    assert decide(lee, draft, "withdraw").json()["code"] == "not_the_author"


def test_right_part_is_taken_and_the_rest_stays(kim: Browser, lee: Browser) -> None:
    draft = draft_of(
        fill(kim, EDIT, answers__amount="5만원입니다. 오세요.", answers__contact="129로 물어보세요.", anyway="yes")
    )
    page = lee.see(draft)
    assert "맞는 부분만 승인" in page and f'{draft}/approve"' not in page
    assert lee.press(f"{draft}/approve", revision="1").json()["code"] == "draft_wrong"
    assert decide(lee, draft, "approve-part").status_code == 200
    assert in_force()["contact"] == "129로 물어보세요." and "5만원" not in in_force()["amount"]
    assert "5만원입니다" in words(kim.see(draft)) and "승인을 기다림" in kim.see(draft)


def test_draft_that_was_overtaken_is_laid_on_what_is_in_force(kim: Browser, lee: Browser, draft: str) -> None:
    other = draft_of(fill(lee, EDIT, answers__contact="129로 물어보세요.", why="번호만"))
    decide(kim, other)
    page = words(lee.see(draft))
    assert "다른 사람이 먼저 바꿨습니다" in page and "번호만" in page
    assert lee.press(f"{draft}/approve", revision="1").json()["code"] == "entry_changed"
    assert decide(kim, draft, "update").json() == {"address": f"{draft}/edit"}
    assert decide(lee, draft).status_code == 200
    assert (in_force()["amount"], in_force()["contact"]) == (AMOUNT, "129로 물어보세요.")


def test_what_is_typed_is_not_lost_where_a_part_was_approved_meanwhile(kim: Browser, lee: Browser, draft: str) -> None:
    early = form_on(kim.see(f"{draft}/edit"))
    draft_of(fill(kim, f"{draft}/edit", answers__amount="한 사람에 {price}만 드리는 제도입니다."))
    answer = save(kim, f"{draft}/edit", early, answers__contact="129로 물어보세요.")
    assert answer.status_code == 409 and "129로 물어보세요." in answer.text
    draft_of(save(kim, f"{draft}/edit", form_on(answer.text)))
