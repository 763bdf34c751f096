"""Two keepers of the knowledge in the browser: typed, previewed, approved by the second, in force for the bot."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from bot.knowledge.snapshot import Snapshot
from handoff.db import transaction
from handoff.knowledge.entries import fingerprint
from handoff.knowledge.files import file_document
from handoff.knowledge.publish import publish_waiting
from handoff.knowledge.tables import Correction, EntryVersion
from handoff.staff.tables import Counselor
from tests.browser.conftest import SignIn
from tests.browser.test_looks import judge
from tests.factories import create_conversation
from tests.handoff.knowledge.conftest import data as data

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("data")]

COAT = "/console/knowledge/entry/program/winter_coat"
AMOUNT = "한 사람에 {price}까지 드리는 제도입니다."


def open_page(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_selector("body[data-live=yes]")


def write(page: Page, aspect: str, text: str, why: str = "확인함") -> None:
    open_page(page, f"{COAT}/edit")
    page.fill(f"[name='answers.{aspect}']", text)
    page.fill("[data-why]", why)


def save(page: Page) -> None:
    page.get_by_role("button", name="저장", exact=True).click()


def approve(page: Page, draft: str) -> None:
    open_page(page, draft)
    page.get_by_role("button", name="승인", exact=True).click()
    page.wait_for_url(f"**{COAT}")


def publish() -> Snapshot:
    """As the worker does, in a thread of its own, since Playwright keeps an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(publish_waiting).result() == 1
    snapshot = Snapshot.current()
    assert snapshot is not None
    return snapshot


def test_draft_that_a_second_person_approves_is_what_the_bot_has(sign_in: SignIn) -> None:
    kim, lee = sign_in("kim"), sign_in("lee")
    write(kim, "amount", AMOUNT, why="예산이 늘어서")
    save(kim)
    expect(kim.locator("main")).to_contain_text("쓴 사람은 자기 초안을 승인할 수 없습니다")
    expect(kim.get_by_role("button", name="승인", exact=True)).to_be_disabled()
    expect(kim.locator(".differences ins")).to_have_text("{price}까지 드리는 제도입니다.")
    approve(lee, kim.url)
    expect(lee.locator(".history-of")).to_contain_text("김상담 작성 · 이도움 승인 · 예산이 늘어서")
    assert publish().entries("program")["winter_coat"]["answers"]["amount"] == AMOUNT


def test_added_entry_is_withdrawn_by_two_and_the_bot_has_it_no_more(sign_in: SignIn) -> None:
    hat = added()
    assert "summer_hat" in publish().entries("program")
    kim, lee = sign_in("kim"), sign_in("lee")
    open_page(kim, hat)
    kim.click("[data-dialog=withdraw]")
    kim.fill("#withdraw [name=why]", "우리 구에 없는 제도라서")
    expect(kim.locator("#withdraw")).to_contain_text("상태를 '없어짐'으로 바꿔 주세요")
    judge(kim, "knowledge-withdraw")
    kim.click("#withdraw >> text=초안으로 저장")
    kim.wait_for_url("**/drafts/*")
    expect(kim.locator("main")).to_contain_text("자동안내가 이 항목을 더 이상 말하지 않습니다")
    judge(kim, "knowledge-withdraw-draft")
    open_page(lee, kim.url)
    lee.get_by_role("button", name="승인", exact=True).click()
    lee.wait_for_url(f"**{hat}")
    expect(lee.locator("main")).to_contain_text("거둔 항목입니다")
    expect(lee.locator(".history-of")).to_contain_text("우리 구에 없는 제도라서")
    expect(lee.locator("[data-dialog=withdraw]")).to_have_count(0)
    judge(lee, "knowledge-withdrawn")
    assert "summer_hat" not in publish().entries("program")
    open_page(lee, "/console/knowledge?state=withdrawn")
    expect(lee.locator(".entries")).to_contain_text("여름모자 지원")


def test_preview_follows_what_is_typed_and_counts_its_bytes(sign_in: SignIn) -> None:
    page = sign_in()
    write(page, "amount", "외투 값으로 {price}을 드립니다.")
    page.focus("[name='answers.amount']")
    sms = page.locator("[data-sms]")
    expect(sms).to_contain_text("[겨울외투 지원] 외투 값으로 5만 원을 드립니다.")
    size = len(sms.inner_text().encode("cp949"))
    expect(page.locator("[data-sms-length]")).to_have_text(f"LMS {size}/2,000바이트 · 1건")
    expect(page.locator("[data-kakao-length]")).to_contain_text("/1,000자 · 말풍선 1/3")
    page.fill("[name='answers.amount']", "한 사람에 5만원을 드리는 제도입니다.")
    expect(page.locator("[data-live-flaws]")).to_contain_text("숫자 '5만원'은(는) 글에 바로 쓰지 말고")


def test_second_editor_is_shown_the_first_ones_change_and_loses_nothing(sign_in: SignIn) -> None:
    kim, lee, park = sign_in("kim"), sign_in("lee"), sign_in("park")
    write(kim, "amount", AMOUNT)
    write(lee, "contact", "보건복지상담센터 129에 전화하시면 됩니다.", why="쉬운 말로")
    save(lee)
    expect(lee.locator("main")).to_contain_text("승인을 기다림")
    approve(park, lee.url)
    expect(kim.locator("[data-moved]")).to_be_hidden()
    kim.evaluate("bokji.refresh()")
    expect(kim.locator("[data-moved]")).to_be_visible()
    save(kim)
    expect(kim.locator("h1")).to_contain_text("다른 사람이 먼저 바꿨습니다")
    expect(kim.locator(".conflict")).to_contain_text("이도움 작성 · 박팀장 승인 · 쉬운 말로")
    expect(kim.locator("[name='answers.amount']")).to_have_value(AMOUNT)
    expect(kim.locator("[name='answers.contact']")).to_have_value("보건복지상담센터 129에 전화하시면 됩니다.")
    judge(kim, "knowledge-conflict")
    save(kim)
    approve(lee, kim.url)
    expect(lee.locator(".texts")).to_contain_text("5만 원까지 드리는")
    expect(lee.locator(".texts")).to_contain_text("129에 전화하시면")


def test_line_is_added_and_taken_away(sign_in: SignIn) -> None:
    page = sign_in()
    open_page(page, f"{COAT}/edit")
    contacts = page.locator("[data-lines=contacts]")
    contacts.locator("[data-remove]").nth(1).click()
    contacts.locator("[data-add]").click()
    page.keyboard.type("희망의 전화")
    line = contacts.locator("[data-line]").nth(1)
    line.locator("[name$=phone]").fill("110")
    line.locator("[name$=reference]").fill("notice")
    page.fill("[data-why]", "새 번호")
    save(page)
    expect(page.locator(".differences")).to_contain_text("희망의 전화")


def test_what_is_refused_in_place_is_said_and_the_page_stays(sign_in: SignIn) -> None:
    kim, lee = sign_in("kim"), sign_in("lee")
    write(kim, "amount", AMOUNT)
    save(kim)
    open_page(lee, kim.url)
    lee.click("[data-dialog=reject]")
    lee.fill("[name=reason]", "고시를 다시 봐 주세요")
    lee.click("text=반려하기")
    expect(lee.locator("main")).to_contain_text("이도움 담당자가 반려했습니다. 고시를 다시 봐 주세요")
    kim.evaluate("bokji.refresh()")
    expect(kim.locator("main")).to_contain_text("고시를 다시 봐 주세요")


def test_keyboard_finds_opens_and_edits(sign_in: SignIn) -> None:
    page = sign_in()
    open_page(page, "/console/knowledge")
    page.keyboard.press("/")
    page.keyboard.type("겨울 옷")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    page.wait_for_selector("body[data-live=yes]")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{COAT}")
    page.wait_for_selector("body[data-live=yes]")
    page.keyboard.press("e")
    page.wait_for_url(f"**{COAT}/edit")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080), (375, 812)])
def test_every_page_of_the_knowledge_fits_the_screen_and_can_be_read(
    sign_in: SignIn, data: Path, width: int, height: int
) -> None:
    page = sign_in("kim", width, height)
    write(page, "amount", "5만원입니다. 오세요.")
    save(page)
    page.wait_for_selector(".flaw-list")
    judge(page, "knowledge-flaws")
    page.click("text=고칠 곳이 남은 채 저장")
    page.wait_for_selector(".differences")
    judge(page, "knowledge-draft")
    version = told_wrong()
    for name, path in {
        "list": "", "drafts": "/drafts", "entry": "/entry/program/winter_coat", "desk": "/entry/desk/desk_one",
        "edit": "/entry/program/winter_coat/edit", "edit-desk": "/entry/desk/desk_one/edit", "new": "/new/program",
        "corrections": "/corrections", "correction": f"/corrections/of/{version}",
    }.items():  # fmt: skip
        open_page(page, f"/console/knowledge{path}")
        judge(page, f"knowledge-{name}")


def added() -> str:
    """The page of a program that staff added."""
    document = {**(file_document("program", "winter_coat") or {}), "id": "summer_hat", "name": "여름모자 지원"}
    about = {"kind": "program", "entry_id": "summer_hat", "number": 1, "version": fingerprint(document)}
    with transaction() as session:
        author = session.scalars(select(Counselor.id)).first()
        session.add(EntryVersion(**about, document=document, author_id=author, why="새로 생겨서"))
    return "/console/knowledge/entry/program/summer_hat"


def told_wrong() -> str:
    """A version with one correcting text that waits; its id."""
    conversation = create_conversation()
    with transaction() as session:
        entry = {"kind": "program", "entry_id": "winter_coat", "version": "0" * 12}
        version = EntryVersion(**entry, number=1, document=file_document("program", "winter_coat"))
        session.add(version)
        session.flush()
        session.add(Correction(entry_version_id=version.id, conversation_id=conversation.id, text="바로잡습니다."))
        return version.id
