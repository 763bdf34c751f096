"""Counselors at work in the browser: what changes is seen without a reload, and nothing that is typed is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Page, expect

from handoff.db import transaction
from handoff.staff import counselors
from tests.browser.conftest import SignIn
from tests.factories import (
    CRISIS,
    FakeBot,
    cases,
    create_case,
    handoff,
    outbox,
    take_turns,
    thread,
    write,
    write_kakao,
)

pytestmark = pytest.mark.browser


def open_case(page: Page, case_id: str) -> None:
    page.goto(f"/console/cases/{case_id}")
    page.wait_for_selector("body[data-live=yes]")


def hold_case(page: Page) -> str:
    """A case of somebody who wrote, claimed through the page."""
    case = create_case()
    open_case(page, case.id)
    page.click("text=내가 담당")
    page.wait_for_selector("#reply")
    return case.id


def worker_takes_turns(bot: FakeBot) -> None:
    """In another thread, since Playwright keeps an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(take_turns, bot).result()


def test_queue_shows_a_new_case_without_reload(sign_in: SignIn) -> None:
    page = sign_in()
    expect(page.locator("main")).to_contain_text("기다리는 상담이 없습니다")
    case = create_case()
    expect(page.locator("[data-row]")).to_have_text([case.number])
    expect(page).to_have_title("(1) 접수함 · 동작구 복지문자")


def test_new_crisis_is_seen_on_every_page_without_reload(sign_in: SignIn) -> None:
    page = sign_in()
    page.goto("/console/closed")
    page.wait_for_selector("body[data-live=yes]")
    write(CRISIS)
    expect(page.locator(".siren")).to_contain_text("긴급위험 1건을 아직 아무도 맡지 않았습니다")
    expect(page.locator("[data-announce]")).to_have_text("새 긴급위험 상담이 있습니다.")
    page.click(".siren a")
    page.click("text=내가 담당")
    expect(page.locator(".siren")).to_have_count(0)


def test_two_counselors_claim_at_once_and_one_wins(sign_in: SignIn) -> None:
    case = create_case()
    pages = [sign_in("kim"), sign_in("lee")]
    for page in pages:
        open_case(page, case.id)
    for page in pages:
        page.evaluate("[...document.querySelectorAll('button')].find(b => b.innerText === '내가 담당').click()")
    for page in pages:
        expect(page.locator(".head")).to_contain_text("담당자가 답하는 중")
    winners = [page for page in pages if page.locator("#reply").count()]
    (loser,) = (page for page in pages if page not in winners)
    assert len(winners) == 1
    expect(loser.locator("main")).to_contain_text("담당자가 맡고 있어")


def test_loser_of_a_claim_reads_who_won(sign_in: SignIn) -> None:
    case = create_case()
    page = sign_in("lee")
    open_case(page, case.id)
    page.route("**/console/live", lambda route: route.abort())  # a page that has not heard of it yet
    page.reload()
    page.wait_for_selector("text=내가 담당")
    hold = sign_in("kim")
    open_case(hold, case.id)
    hold.click("text=내가 담당")
    hold.wait_for_selector("#reply")
    page.locator("button", has_text="내가 담당").click()
    expect(page.locator("[data-notice]")).to_have_text("김상담 담당자가 먼저 맡았습니다.")


def test_reply_arrives_in_the_outbox(sign_in: SignIn) -> None:
    page = sign_in()
    hold_case(page)
    page.fill("#reply", "안녕하세요, 김상담입니다.")
    expect(page.locator("[data-bytes]")).to_have_text("SMS 25/90바이트")
    page.press("#reply", "Control+Enter")
    expect(page.locator("[data-author=counselor] .text")).to_have_text("안녕하세요, 김상담입니다.")
    expect(page.locator("#reply")).to_have_value("")
    assert [row.text for row in outbox("reply")] == ["안녕하세요, 김상담입니다."]


def test_bot_is_silent_while_a_counselor_holds_the_case(sign_in: SignIn, bot: FakeBot) -> None:
    page = sign_in()
    write_kakao("상담원 바꿔 주세요")
    bot.says(handoff("requested"))
    worker_takes_turns(bot)
    page.click("[data-row]")
    page.click("text=내가 담당")
    page.wait_for_selector("#reply")
    bot.questions.clear()
    write_kakao("그럼 서류는요?")
    worker_takes_turns(bot)
    expect(page.locator("[data-author=resident] .text").last).to_have_text("그럼 서류는요?")
    assert bot.questions == []
    assert [message.author for message in thread()][-1] in ("resident", "system")


def test_note_is_delivered_to_nobody(sign_in: SignIn) -> None:
    page = sign_in()
    hold_case(page)
    page.click("text=메모 남기기")
    page.fill("#note", "가족과 통화함")
    page.click("text=메모 저장")
    expect(page.locator("[data-author=note] .text")).to_have_text("가족과 통화함")
    assert outbox() == []


def test_what_is_being_typed_survives_new_messages(sign_in: SignIn) -> None:
    page = sign_in()
    hold_case(page)
    page.fill("#reply", "쓰는 중인 답장")
    page.locator("#reply").evaluate("field => field.setSelectionRange(2, 2)")
    write("급해요")
    expect(page.locator("[data-author=resident] .text")).to_have_text(["급해요"])
    expect(page.locator("[data-announce]")).to_have_text("신청인의 새 글이 왔습니다.")
    expect(page.locator("#reply")).to_have_value("쓰는 중인 답장")
    expect(page.locator("#reply")).to_be_focused()


def test_incomplete_referral_stays_open_and_says_why(sign_in: SignIn) -> None:
    page = sign_in()
    hold_case(page)
    page.click("[data-dialog=refer]")
    page.select_option("[name=where]", "livelihood|")
    page.fill("[name=reason]", "탈락 재검토")
    page.check("[name=urgency][value=today]")
    page.click("text=의뢰 보내기")
    expect(page.locator("#refer [data-error]")).to_contain_text("알려도 되는 근거")
    page.check("[name=basis][value=consent]")
    page.click("text=의뢰 보내기")
    expect(page.locator("#refer")).to_be_hidden()
    expect(page.locator(".referral")).to_contain_text("수락 전")


def test_closed_case_moves_to_the_closed_list(sign_in: SignIn) -> None:
    page = sign_in()
    hold_case(page)
    page.click("[data-dialog=close]")
    page.check("[name=outcome][value=answered]")
    page.click("text=종결하기")
    expect(page.locator(".composer")).to_contain_text("종결된 상담입니다")
    page.click("nav >> text=종결")
    expect(page.locator("[data-row]")).to_have_text([cases()[0].number])


def test_script_of_a_resident_does_not_run(sign_in: SignIn) -> None:
    page = sign_in()
    case_id = hold_case(page)
    write('<img src=x onerror="window.ran=1"><script>window.ran=1</script>')
    expect(page.locator("[data-author=resident] .text")).to_contain_text("<script>window.ran=1</script>")
    open_case(page, case_id)
    assert page.evaluate("window.ran") is None


def test_keyboard_alone_is_enough(sign_in: SignIn) -> None:
    first, second = create_case(address="+821000000001"), create_case(address="+821000000002")
    page = sign_in()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(":focus")).to_have_text(second.number)
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{first.id}")
    page.keyboard.press("n")
    page.wait_for_selector("#reply")
    page.keyboard.press("r")
    expect(page.locator("#reply")).to_be_focused()
    page.keyboard.type("njk 네")
    expect(page.locator("#reply")).to_have_value("njk 네")


def test_page_says_when_the_session_is_over(sign_in: SignIn) -> None:
    page = sign_in("kim")
    with transaction() as session:
        counselors.disable(session, "kim")
    create_case()
    expect(page.locator("[data-notice]")).to_contain_text("로그인이 끝났습니다")
