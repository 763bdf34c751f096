"""A conversation that a counselor takes over in the console, in a real browser, and gives back to the bot."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.service.running import HOLD, Service, new_phone, new_user, until

pytestmark = [pytest.mark.rasa, pytest.mark.browser]

PASSWORD = "welfare-1234"
_ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def console(running: Service) -> Iterator[Page]:
    """The console with 김상담 signed in."""
    path = os.environ.get("BOKJI_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None and os.environ.get("CI") != "true":
        pytest.skip("no Chromium: set BOKJI_CHROMIUM or put chromium into PATH")
    added = running.run("counselor", "add", "kim", "--name", "김상담", "--password-stdin", given=f"{PASSWORD}\n")
    assert added.returncode == 0, added.stderr
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path or "chromium", args=_ARGUMENTS)
        page = browser.new_page(base_url=running.url, viewport={"width": 1440, "height": 900}, locale="ko-KR")
        page.set_default_timeout(15_000)
        page.goto("/console/")
        page.fill("input[name=login]", "kim")
        page.fill("input[name=password]", PASSWORD)
        page.click("button.primary")
        page.wait_for_selector("body[data-live=yes]")
        yield page
        browser.close()


def claim(page: Page, service: Service, address: str) -> None:
    """Takes the case of a sender from the queue."""
    page.goto("/console/")
    page.wait_for_selector("body[data-live=yes]")
    page.click(f"[data-row]:has-text('{case_number(service, address)}')")
    page.click("text=내가 담당")
    page.wait_for_selector("#reply")


def case_number(service: Service, address: str) -> str:
    (message, *_) = service.thread(address)
    query = 'SELECT number FROM "case" WHERE conversation_id = :id'
    return str(service.rows(query, id=message["conversation_id"])[0]["number"])


def answer(page: Page, text: str) -> None:
    page.fill("#reply", text)
    page.click("text=답장 보내기")
    expect(page.locator("[data-author=counselor] .text").last).to_have_text(text)


def handled(service: Service, address: str) -> bool:
    return all(message["handled_at"] for message in service.thread(address) if message["author"] == "resident")


def test_counselor_answers_by_sms_while_the_bot_is_silent_until_it_gets_the_conversation_back(
    console: Page, service: Service
) -> None:
    phone = new_phone()
    service.text(phone, "상담원하고 이야기하고 싶어요")
    assert "상담담당자" in service.wait_for_reply(phone)
    assert service.owner(phone) == "queue"

    service.text(phone, "기초연금 얼마예요?")  # still waits for more texts when somebody takes the case
    claim(console, service, phone)
    answer(console, "안녕하세요, 김상담입니다. 무엇을 도와드릴까요?")
    assert service.wait_for_reply(phone, 2, within=5) == "안녕하세요, 김상담입니다. 무엇을 도와드릴까요?"
    service.text(phone, "기초연금 신청은 어디서 하나요?")
    service.text(phone, "서류는요?")
    expect(console.locator("[data-author=resident] .text").last).to_have_text("서류는요?")
    until(lambda: handled(service, phone), HOLD + 5)
    answer(console, "신분증과 통장 사본만 가져오시면 됩니다.")
    service.wait_for_reply(phone, 3, within=5)
    written = [message["author"] for message in service.thread(phone)]
    assert written == ["resident", "system", "resident", "counselor", "resident", "resident", "counselor"]
    assert len(service.received(phone)) == 3

    console.click("text=자동안내로 돌리기")
    until(lambda: service.owner(phone) == "bot", 5)
    service.text(phone, "기초연금 얼마예요?")
    assert "34만 9,700원" in service.wait_for_reply(phone, 4)
    assert service.thread(phone)[-1]["author"] == "bot"


def test_counselors_answer_is_shown_at_the_top_of_the_next_kakao_turn_and_once(console: Page, service: Service) -> None:
    user = new_user()
    assert "상담담당자" in service.kakao(user, "사람하고 상담하고 싶어요").text
    claim(console, service, user)
    answer(console, "김상담입니다. 내일 오전에 전화드려도 될까요?")
    first, second = service.kakao(user, "기초연금 얼마예요?").text, service.kakao(user, "네 좋아요").text
    assert first.startswith("김상담입니다. 내일 오전에 전화드려도 될까요?")
    assert "34만" not in first + second
    assert "김상담입니다" not in second
    assert "bot" not in [message["author"] for message in service.thread(user)[2:]]


def test_crisis_gets_its_hotline_also_while_a_counselor_holds_the_conversation(console: Page, service: Service) -> None:
    phone = new_phone()
    service.text(phone, "상담원 연결해 주세요")
    service.wait_for_reply(phone)
    claim(console, service, phone)
    service.text(phone, "죽고 싶어요. 오늘 밤에 다 끝내려고 해요")
    assert "109" in service.wait_for_reply(phone, 2, within=5)
    expect(console.locator(".crisis")).to_contain_text("긴급위험")
