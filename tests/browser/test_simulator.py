"""The simulator's two phones in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import factories
from tests.factories import FakeBot

pytestmark = pytest.mark.browser


@pytest.fixture
def phones(chromium: Browser, site: str) -> Iterator[Page]:
    """The page; it may complain about nothing in the browser's console."""
    context = chromium.new_context(base_url=site, viewport={"width": 390, "height": 800}, locale="ko-KR")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/simulator")
    yield page
    context.close()
    assert complaints == []


def test_text_is_sent_and_its_answer_appears_as_text(phones: Page, bot: FakeBot) -> None:
    phones.get_by_label("보낼 문자").fill("<b>기초연금</b>")
    phones.locator("#sms").get_by_role("button", name="보내기").click()
    expect(phones.locator("#sms .mine .bubble")).to_have_text("<b>기초연금</b>")
    phones.get_by_label("보낼 문자").fill("가" * 46)
    expect(phones.locator("#sms output")).to_have_text("92 / 2000 바이트 (장문)")
    assert [message.text for message in factories.thread()] == ["<b>기초연금</b>"]


def test_kakao_phone_shows_the_skills_answer(phones: Page) -> None:
    phones.get_by_role("tab", name="카카오톡").click()
    phones.get_by_label("보낼 말").fill("기초연금 얼마예요")
    phones.get_by_label("보낼 말").press("Enter")
    expect(phones.locator("#kakao .bubble").last).to_contain_text("잠시 확인하고 있습니다", timeout=8000)


def test_page_fits_a_narrow_phone(phones: Page) -> None:
    assert phones.evaluate("document.documentElement.scrollWidth") <= 390
    expect(phones.locator("#kakao")).to_be_hidden()
    phones.get_by_role("tab", name="카카오톡").click()
    expect(phones.locator("#sms")).to_be_hidden()
