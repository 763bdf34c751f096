"""Taking back what staff added or changed, through the pages."""

from __future__ import annotations

import re

import httpx
import pytest

from handoff.db import transaction
from handoff.knowledge.approve import approve
from handoff.knowledge.drafts import begin_draft
from handoff.knowledge.entries import current
from tests.handoff.console.conftest import Browser, words
from tests.handoff.console.knowledge.conftest import COAT, decide, draft_of, fill, form_on, save

HAT = "/console/knowledge/entry/program/summer_hat"
LIST = "/console/knowledge"


@pytest.fixture
def hat(kim: Browser, lee: Browser) -> str:
    """The page of a program that staff added."""
    with transaction() as session:
        coat = current(session, "program", "winter_coat")
        assert coat is not None
        new = {**coat.document, "id": "summer_hat", "name": "여름모자 지원"}
        draft = begin_draft(session, "program", new, kim.counselor.id, base_version=None)
        approve(session, draft.id, lee.counselor.id, revision=1)
    return HAT


def withdraw(browser: Browser, entry: str, **form: str) -> httpx.Response:
    """Fills in the dialog on the page of an entry as it is shown."""
    version = re.search(r'name="base_version" value="(\w+)"', browser.see(entry))
    assert version is not None
    return browser.press(f"{entry}/withdraw", **({"base_version": version[1], "why": "잘못 더함"} | form))


def names(browser: Browser, query: str = "") -> list[str]:
    return re.findall(r"data-row>([^<]+)</a>", browser.see(f"{LIST}?{query}"))


def test_added_entry_is_withdrawn_and_its_history_stays(kim: Browser, lee: Browser, hat: str) -> None:
    assert "항목 거두기" in kim.see(hat)
    draft = withdraw(kim, hat).json()["address"]
    assert "여름모자 지원" in names(kim) and "거두기" in kim.see(f"{LIST}/drafts")
    page = words(lee.see(draft))
    assert "자동안내가 이 항목을 더 이상 말하지 않습니다" in page and "잘못 더함" in page
    assert "이어서 고치기" not in kim.see(draft)
    assert decide(kim, draft).json()["code"] == "approved_by_author"
    assert decide(lee, draft).json() == {"address": HAT}
    page = words(kim.see(hat))
    assert "거둔 항목입니다" in page and "김상담 작성 · 이도움 승인" in page and "항목을 거둠" in page
    assert "시행 중" not in page and "항목 거두기" not in page
    assert "여름모자 지원" not in names(kim) and names(kim, "state=withdrawn") == ["여름모자 지원"]


def test_changed_entry_goes_back_to_its_file_and_the_draft_shows_to_what(kim: Browser, lee: Browser) -> None:
    decide(lee, draft_of(fill(kim, f"{COAT}/edit", answers__amount="한 사람에 {price}까지 드리는 제도입니다.")))
    assert "고친 것 거두기" in kim.see(COAT) and "없어짐" in kim.see(COAT)
    draft = withdraw(kim, COAT).json()["address"]
    page = lee.see(draft)
    assert "<ins>{price}을 드립니다.</ins>" in page and "데이터 파일의 내용으로 돌아가는 곳" in page
    decide(lee, draft)
    page = words(kim.see(COAT))
    assert "한 사람에 5만 원을 드립니다." in page and "고친 것을 거둠" in page and "거둔 항목입니다" not in page


def test_what_only_the_file_says_has_no_such_button(kim: Browser) -> None:
    assert 'data-dialog="withdraw"' not in kim.see(COAT)
    answer = kim.press(f"{COAT}/withdraw", base_version="0" * 12, why="없애 주세요")
    assert answer.status_code == 409
    with transaction() as session:
        coat = current(session, "program", "winter_coat")
        assert coat is not None
    answer = kim.press(f"{COAT}/withdraw", base_version=coat.version, why="없애 주세요")
    assert "상태를 '없어짐'으로" in answer.json()["message"]


def test_reason_is_needed(kim: Browser, hat: str) -> None:
    assert withdraw(kim, hat, why=" ").json()["code"] == "form_not_valid"


def test_stranger_is_not_found(kim: Browser, hat: str) -> None:
    assert kim.client.get(f"{LIST}/entry/program/nothing/edit").status_code == 404
    assert kim.press(f"{LIST}/entry/program/nothing/withdraw", base_version="x", why="y").status_code == 409


def test_second_editor_loses_nothing_typed_where_the_entry_was_withdrawn(kim: Browser, lee: Browser, hat: str) -> None:
    form = form_on(kim.see(f"{hat}/edit"))
    decide(kim, withdraw(lee, hat).json()["address"])
    answer = save(kim, f"{hat}/edit", form, answers__contact="보건복지상담센터 129로 물어보세요.")
    page = words(answer.text)
    assert answer.status_code == 409 and "이 항목은 더 이상 시행 중이 아닙니다" in page and "항목을 거둠" in page
    again = form_on(answer.text)
    assert again["answers.contact"] == ["보건복지상담센터 129로 물어보세요."] and again["base_version"] == [""]
    decide(lee, draft_of(save(kim, f"{hat}/edit", again)))
    assert "129로 물어보세요" in kim.see(hat) and "여름모자 지원" in names(kim)


def test_draft_on_what_was_withdrawn_is_taken_up_as_a_new_entry(kim: Browser, lee: Browser, hat: str) -> None:
    draft = draft_of(fill(kim, f"{hat}/edit", answers__contact="보건복지상담센터 129로 물어보세요."))
    decide(kim, withdraw(lee, hat).json()["address"])
    assert "새 항목으로 이어 쓰기" in kim.see(draft)
    assert lee.press(f"{draft}/approve", revision="1").json()["code"] == "entry_changed"
    assert decide(kim, draft, "update").json() == {"address": f"{draft}/edit"}
    assert decide(lee, draft).status_code == 200 and "129로 물어보세요" in kim.see(hat)


def test_withdrawal_of_what_was_changed_meanwhile_is_looked_at_again(kim: Browser, lee: Browser, hat: str) -> None:
    draft = withdraw(kim, hat).json()["address"]
    decide(kim, draft_of(fill(lee, f"{hat}/edit", answers__contact="보건복지상담센터 129로 물어보세요.")))
    page = words(lee.see(draft))
    assert "다른 사람이 먼저 바꿨습니다" in page
    assert lee.press(f"{draft}/approve", revision="1").json()["code"] == "entry_changed"
    assert decide(kim, draft, "update").status_code == 200
    assert decide(lee, draft).status_code == 200 and "거둔 항목입니다" in kim.see(hat)


def test_withdrawn_entry_is_written_again(kim: Browser, lee: Browser, hat: str) -> None:
    decide(lee, withdraw(kim, hat).json()["address"])
    assert "다시 쓰기" in kim.see(hat)
    decide(lee, draft_of(fill(kim, f"{hat}/edit", name="여름모자 값 지원")))
    assert "여름모자 값 지원" in names(lee) and names(lee, "state=withdrawn") == []


def test_withdrawal_of_what_was_wrong_is_on_the_list_of_corrections(kim: Browser, lee: Browser, hat: str) -> None:
    decide(lee, withdraw(kim, hat, corrects="yes").json()["address"])
    address = re.findall(rf'href="({LIST}/corrections/of/\w+)"', kim.see(hat))[0]
    assert "여름모자 지원" in kim.see(address) and "거두었습니다" in kim.see(address)
