"""The lists: what is in them, in which order, and what must not be."""

from __future__ import annotations

import re

from handoff.cases import assignment
from handoff.cases.close import close
from handoff.db import transaction
from tests.conftest import Clock
from tests.factories import CRISIS, create_case, handoff, take_turns, write
from tests.factories import FakeBot as Bot
from tests.handoff.console.conftest import Browser, OpenBrowser, words


def numbers(page: str) -> list[str]:
    return re.findall(r"data-row>([\d-]+)<", page)


def test_queue_stands_in_the_order_of_danger_lateness_and_promise(browse: OpenBrowser, clock: Clock) -> None:
    late = create_case(address="+821000000001")
    clock.advance(days=2)
    soon = create_case(address="+821000000002")
    write(CRISIS, address="+821000000003")
    page = browse().see("/console/")
    crisis = next(n for n in numbers(page) if n not in (late.number, soon.number))
    assert numbers(page) == [crisis, late.number, soon.number]
    assert re.findall(r"<h2>(.*?) <", page) == ["긴급위험", "약속기한 지남", "약속기한 순"]


def test_row_tells_why_about_whom_since_when_and_where_to(browse: OpenBrowser, clock: Clock) -> None:
    create_case("third_party", relation="neighbor", subject="옆집 할머니", units=("police_112",))
    clock.advance(hours=3, minutes=5)
    row = words(browse().see("/console/"))
    for said in ("다른 사람 걱정", "이웃", "문자", "3시간 5분", "11. 24.(화) 오후 6:00", "112"):
        assert said in row, said


def test_list_holds_no_words_and_no_address_of_residents(browse: OpenBrowser, bot: Bot, clock: Clock) -> None:
    write("저는 상도로 12길 34에 사는 표지자입니다 010-9876-5432")
    bot.says(handoff(text="전했습니다"))
    clock.advance(seconds=10)
    take_turns(bot)
    lead = browse(role="lead")
    for path in ("/console/", "/console/all"):
        page = lead.see(path)
        assert numbers(page), path
        for secret in ("표지자", "9876", "상도로", "1012345678", "1234-5678"):
            assert secret not in page


def test_lists_hold_what_their_names_say(browse: OpenBrowser) -> None:
    kim, lee = browse("kim"), browse("lee", "이도움")
    mine, hers, free, done = (create_case(address=f"+82100000000{n}") for n in range(4))
    with transaction() as session:
        assignment.claim(session, mine.id, kim.counselor.id)
        assignment.claim(session, hers.id, lee.counselor.id)
        assignment.claim(session, done.id, kim.counselor.id)
        close(session, done.id, kim.counselor.id, "answered")
    assert numbers(kim.see("/console/")) == [free.number]
    assert numbers(kim.see("/console/mine")) == [mine.number]
    assert set(numbers(kim.see("/console/all"))) == {mine.number, hers.number, free.number}
    assert numbers(kim.see("/console/closed")) == [done.number]
    assert "답변 완료" in words(kim.see("/console/closed"))
    assert "이도움" in kim.see("/console/all")


def search(browser: Browser, number: str) -> tuple[int, str]:
    answer = browser.client.post("/console/search", data={"csrf": browser.csrf, "number": number})
    return answer.status_code, answer.headers.get("location") or answer.text


def test_case_is_found_by_its_number_or_the_end_of_it(browse: OpenBrowser) -> None:
    kim, case = browse(), create_case()
    for number in (case.number, case.number[-4:], f" {case.number} "):
        assert search(kim, number) == (303, f"/console/cases/{case.id}")


def test_search_finds_nothing_by_name_wildcard_or_nothing(browse: OpenBrowser) -> None:
    kim = browse()
    create_case()
    for number in ("", "김", "%", "_", "0000-9999", "1" * 30):
        status, page = search(kim, number)
        assert status == 200 and numbers(page) == []


def test_long_list_comes_in_pages(browse: OpenBrowser) -> None:
    for n in range(52):
        create_case(address=f"+8210{n:08d}")
    kim = browse()
    first, second = kim.see("/console/all"), kim.see("/console/all?offset=50")
    assert len(numbers(first)) == 50 and len(numbers(second)) == 2
    assert not set(numbers(first)) & set(numbers(second))
    assert 'href="?offset=50"' in first and "offset=" not in second


def test_title_counts_what_waits(browse: OpenBrowser) -> None:
    kim = browse()
    assert "<title>접수함" in kim.see("/console/")
    create_case()
    assert "<title>(1) 접수함" in kim.see("/console/")


def test_crisis_that_nobody_claimed_is_on_every_page(browse: OpenBrowser) -> None:
    write(CRISIS)
    kim = browse()
    case_id = re.search(r"/console/cases/(\w+)", kim.see("/console/mine"))[1]
    assert "긴급위험 1건을 아직 아무도 맡지 않았습니다" in kim.see("/console/closed")
    kim.act(case_id, "claim")
    assert "아직 아무도 맡지" not in kim.see("/console/closed")
