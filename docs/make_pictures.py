"""Makes docs/pictures/ from the running program: `.venv/bin/python -m docs.make_pictures`.

Needs a model and Chromium.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.service.running import Service, new_phone, new_user, until
from tests.standins.twilio import TwilioStandin

PICTURES = Path(__file__).parent / "pictures"
PASSWORD = "welfare-1234"
OWN_CASE = (
    "생계급여 신청했는데 안 된다고 우편이 왔어요. 시골에 팔리지도 않는 땅이 하나 있는데 그것 때문인가요? "
    "저는 상도3동에 혼자 사는 예순두 살이고 허리를 다쳐서 일을 못 하고 있습니다"
)
BY_SMS = (
    "작은애가 어제부터 굶고 있어요. 집에 쌀도 돈도 하나도 없습니다",
    "옆집 할아버지가 혼자 사시는데 요즘 통 밖에 안 나오시고 많이 야위셨어요. 누가 좀 들여다봐 주시면 좋겠어요",
    "지난주에 주민센터 갔는데 직원분이 너무 퉁명스럽게 말해서 그냥 나왔습니다",
)
BY_KAKAO = ("상담원하고 이야기하고 싶어요", "혼자 아이 둘 키우는데 월세도 밀리고 빚도 있어서 막막해요")


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home, TwilioStandin() as twilio, sync_playwright() as playwright:
        service = Service(Path(home), twilio)
        service.start()
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("BOKJI_CHROMIUM") or shutil.which("chromium"),
            args=["--headless=new", "--no-sandbox", "--disable-gpu"],
        )
        try:
            service.wait_for_door()
            service.wait_for_bot(240)
            _conversation(browser, service)
            _console(browser, service)
            _knowledge(browser, service)
        finally:
            browser.close()
            service.stop()


def _conversation(browser: Browser, service: Service) -> None:
    page = _page(browser, service, 900, 840)
    page.goto("/simulator")
    sms, kakao = page.locator("#sms"), page.locator("#kakao")
    kakao.locator("textarea").fill("지난달에 아기를 낳았어요. 받을 수 있는 게 있나요?")
    kakao.get_by_role("button", name="보내기").click()
    expect(kakao.locator(".bubble")).to_have_count(2, timeout=10_000)
    kakao.locator("textarea").fill("첫만남이용권은 얼마예요?")
    kakao.get_by_role("button", name="보내기").click()
    expect(kakao.locator(".bubble")).to_have_count(4, timeout=10_000)
    for number, text in enumerate(("기초연금 얼마예요?", "그럼 서류는요?"), 1):
        sms.locator("textarea").fill(text)
        sms.get_by_role("button", name="보내기").click()
        expect(sms.locator(".bubble")).to_have_count(2 * number, timeout=20_000)
    page.wait_for_timeout(500)
    _save("conversation", [_shot(page)])
    page.context.close()


def _console(browser: Browser, service: Service) -> None:
    first = new_phone()
    service.text(first, OWN_CASE)
    for text in BY_SMS:
        service.text(new_phone(), text)
    for text in BY_KAKAO:
        service.kakao(new_user(), text)
    service.wait_for_reply(first, within=30)
    _add_counselor(service, "kim", "김상담")
    wide, narrow = _signed_in(browser, service, 1440, 1000), _signed_in(browser, service, 375, 812)
    queue, queue_on_phone = _shot(wide).crop((0, 0, 1440, 760)), _shot(narrow)
    query = 'SELECT "case".id FROM "case" WHERE conversation_id = :id'
    address = f"/console/cases/{service.rows(query, id=service.thread(first)[0]['conversation_id'])[0]['id']}"
    _open(wide, address)
    wide.click("text=내가 담당")
    wide.fill("#reply", "안녕하세요, 김상담입니다. 통지서의 사유를 확인하고 오늘 안에 알려 드리겠습니다.")
    wide.click("text=답장 보내기")
    expect(wide.locator("[data-author=counselor] .text")).to_be_visible()
    service.text(first, "네 감사합니다. 통지서에는 재산 기준 초과라고 써 있어요")
    expect(wide.locator("[data-author=resident] .text").last).to_contain_text("재산 기준")
    until(lambda: len(service.received(first)) > 1, 10)
    _open(wide, address)
    _open(narrow, address)
    _save("console", [queue, _shot(wide)])
    _save("phone", [queue_on_phone, _shot(narrow)], beside=True)


def _knowledge(browser: Browser, service: Service) -> None:
    """An edit as it is typed, with a figure that may not be typed; and as a second person looks at it."""
    _add_counselor(service, "lee", "이도움")
    _add_counselor(service, "park", "박팀장", "--role", "lead")
    page = _signed_in(browser, service, 1280, 800, "lee")
    _open(page, "/console/knowledge/entry/program/basic_pension/edit")
    names, amount = page.locator("[name=aliases]"), page.locator("[name='answers.amount']")
    names.fill(f"{names.input_value()}\n어르신 기초연금")
    amount.fill("한 달에 최고 35만원을 드립니다. 부부는 조금 줄여서 드립니다.")
    amount.focus()
    page.locator("[name='answers.overview']").evaluate("e => scrollBy(0, e.getBoundingClientRect().top - 90)")
    expect(page.locator("[data-sms]")).to_contain_text("35만원")
    expect(page.locator("[data-live-flaws]")).to_be_visible()
    typed = _shot(page)
    page.fill("[data-why]", "2026년 금액")
    page.get_by_role("button", name="저장", exact=True).click()
    page.wait_for_selector(".flaw-list")
    page.click("text=고칠 곳이 남은 채 저장")
    page.wait_for_url("**/drafts/*")
    second = _signed_in(browser, service, 1280, 880, "park")
    _open(second, page.url)
    _save("knowledge", [typed, _shot(second)])


def _add_counselor(service: Service, login: str, name: str, *more: str) -> None:
    service.run("counselor", "add", login, "--name", name, "--password-stdin", *more, given=f"{PASSWORD}\n")


def _page(browser: Browser, service: Service, width: int, height: int) -> Page:
    context = browser.new_context(base_url=service.url, viewport={"width": width, "height": height}, locale="ko-KR")
    return context.new_page()


def _signed_in(browser: Browser, service: Service, width: int, height: int, login: str = "kim") -> Page:
    page = _page(browser, service, width, height)
    page.goto("/console/")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", PASSWORD)
    page.click("button.primary")
    page.wait_for_selector("body[data-live=yes]")
    return page


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("body[data-live=yes]")


def _shot(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def _save(name: str, shots: list[Image.Image], beside: bool = False) -> None:
    """All in one picture, with few colours, so that it stays small."""
    gap = 16
    if beside:
        size = (sum(s.width for s in shots) + gap * (len(shots) - 1), max(s.height for s in shots))
    else:
        size = (max(s.width for s in shots), sum(s.height for s in shots) + gap * (len(shots) - 1))
    whole, place = Image.new("RGB", size, "#888"), 0
    for shot in shots:
        whole.paste(shot, (place, 0) if beside else (0, place))
        place += (shot.width if beside else shot.height) + gap
    path = PICTURES / f"{name}.png"
    whole.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name} {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
