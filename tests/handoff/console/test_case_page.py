"""The page of a case: everything a counselor needs, and nothing that is not theirs to see."""

from __future__ import annotations

import re

import pytest

from handoff.cases import assignment
from handoff.cases.close import close
from handoff.cases.note import add_note
from handoff.cases.reply import reply
from handoff.db import transaction
from handoff.delivery.tables import Outbound
from tests.conftest import Clock
from tests.factories import CRISIS, cases, create_case, handoff, outbox, take_turns, write, write_kakao
from tests.factories import FakeBot as Bot
from tests.handoff.console.conftest import Browser, OpenBrowser, words

CALL_ME = "전화 주세요 010-9876-5432, 상도로 12길 34 입니다"


@pytest.fixture
def kim(browse: OpenBrowser) -> Browser:
    return browse("kim")


def hand_over(bot: Bot, clock: Clock, text: str = CALL_ME, **decision: object) -> str:
    """A resident writes, the bot hands over; the id of the case."""
    write(text)
    bot.says(handoff(**decision))
    clock.advance(seconds=10)
    take_turns(bot)
    return cases()[0].id


def page_of(browser: Browser, case_id: str) -> str:
    return browser.see(f"/console/cases/{case_id}")


def test_script_of_a_resident_is_shown_as_text(kim: Browser, bot: Bot, clock: Clock) -> None:
    case_id = hand_over(bot, clock, "<script>alert(1)</script><img src=x onerror=alert(2)> \"'>")
    page = page_of(kim, case_id)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;" in page
    assert "<script>alert" not in page and "<img" not in page


def test_resident_who_writes_template_code_runs_none(kim: Browser, bot: Bot, clock: Clock) -> None:
    assert "{{ 7*7 }}{% x %}" in page_of(kim, hand_over(bot, clock, "{{ 7*7 }}{% x %}"))


def test_number_and_address_are_for_the_holder_and_the_lead(browse: OpenBrowser, bot: Bot, clock: Clock) -> None:
    case_id = hand_over(bot, clock)
    holder, colleague, lead = browse("kim"), browse("lee"), browse("park", role="lead")
    holder.act(case_id, "claim")
    for browser, may in ((holder, True), (lead, True), (colleague, False)):
        page = page_of(browser, case_id)
        assert [secret in page for secret in ("010-1234-5678", "9876-5432", "12길 34")] == [may] * 3


def test_number_is_hidden_before_anybody_has_claimed(kim: Browser, bot: Bot, clock: Clock) -> None:
    page = page_of(kim, hand_over(bot, clock))
    assert "5678" not in page and "담당자와 팀장에게만 보입니다" in page


def test_why_it_was_handed_over_stands_beside(kim: Browser, bot: Bot, clock: Clock) -> None:
    guesses = [{"decision": "handoff", "label": "본인 건", "confidence": 0.71}]
    facts = {"ages": [78], "household": 1, "dong": "상도3동"}
    case_id = hand_over(
        bot, clock, guesses=guesses, facts=facts, referral=["dong_center", "suicide_109"], legal="appeal"
    )
    page = words(page_of(kim, case_id))
    for said in ("본인 건", "71%", "78세", "1명", "상도3동주민센터", "02-822-1005", "평일 9-18시", "109", "90일"):
        assert said in page, said


def test_why_the_bot_judged_so_stands_beside_in_words(kim: Browser, bot: Bot, clock: Clock) -> None:
    guesses = [{"decision": "handoff", "label": "사람이 볼 일", "confidence": 0.71}]
    evidence = {"why": ["의도 report_own_case", "job_loss"], "facts": {"ages": [78]}, "guesses": guesses}
    case_id = hand_over(bot, clock, **evidence, model="e002e7add6f54072", knowledge="1a2b3c4d5e6f")
    panel = words(page_of(kim, case_id)).partition("왜 이렇게 판단했나")[2].partition("맡을 만한 곳")[0]
    for said in (
        "담당자 연결",
        "자기 건을 말함",
        "겪은 일: 실직",
        "사람이 볼 일 71%",
        "나이 78세",
        "모델 e002e7add6f5",
        "지식 1a2b3c4d5e6f",
    ):
        assert said in panel, said
    assert "report_own_case" not in panel


def test_reason_that_quotes_a_number_hides_it_from_colleagues(browse: OpenBrowser, bot: Bot, clock: Clock) -> None:
    case_id = hand_over(bot, clock, why=["010-9876-5432로 전화"])
    holder, colleague = browse("kim"), browse("lee")
    holder.act(case_id, "claim")
    assert "9876-5432로" in page_of(holder, case_id) and "9876-5432로" not in page_of(colleague, case_id)


def test_visit_that_was_wished_for_stands_in_the_reason(kim: Browser, bot: Bot, clock: Clock) -> None:
    case_id = hand_over(bot, clock, "집으로 와주실 수 있나요 다리가 아파서", reason="requested")
    assert "상담담당자 요청: 방문을 바람" in words(page_of(kim, case_id))


def test_writer_and_subject_are_two_people(kim: Browser) -> None:
    case = create_case("third_party", relation="neighbor", subject="옆집 할머니")
    page = words(page_of(kim, case.id))
    assert "신고인 이웃" in page and "대상자 옆집 할머니" in page and "누가 알렸는지 말하지 마세요" in page


def test_crisis_shows_what_the_net_saw(kim: Browser) -> None:
    write("남편이 또 때려서 애 데리고 화장실에 숨어 있어요")
    page = words(page_of(kim, cases()[0].id))
    assert "긴급위험: 폭력·통제" in page and "때려" in page and "확신" in page
    assert "가해자가 볼 수 있는 대화입니다" in page


def test_thread_tells_how_far_each_answer_got(kim: Browser, bot: Bot, clock: Clock) -> None:
    case_id = hand_over(bot, clock)
    kim.act(case_id, "claim")
    for state, said in (("accepted", "보냄"), ("delivered", "도착"), ("failed", "실패 · 없는 번호")):
        kim.act(case_id, "reply", text=f"답장 {state}")
        with transaction() as session:
            row = session.get_one(Outbound, outbox()[-1].id)
            row.state, row.reason = state, "없는 번호" if state == "failed" else None
        bubble = re.search(rf"답장 {state}</p>(.*?)</article>", page_of(kim, case_id), re.DOTALL)[1]
        assert said in words(bubble)


def test_reply_on_kakao_waits_for_the_resident_and_says_so(kim: Browser, bot: Bot, clock: Clock) -> None:
    write_kakao("상담원 바꿔 주세요")
    bot.says(handoff("requested"))
    take_turns(bot)
    case_id = cases()[0].id
    kim.act(case_id, "claim")
    kim.act(case_id, "reply", text="안녕하세요")
    assert "신청인이 다시 말을 걸면 보입니다" in page_of(kim, case_id)


def test_authors_look_different(kim: Browser, bot: Bot, clock: Clock) -> None:
    case_id = hand_over(bot, clock, text="네")
    with transaction() as session:
        assignment.claim(session, case_id, kim.counselor.id)
        reply(session, case_id, kim.counselor.id, "답장")
        add_note(session, case_id, kim.counselor.id, "메모")
    assert set(re.findall(r'data-author="(\w+)"', page_of(kim, case_id))) >= {"resident", "counselor", "note"}


def test_closed_case_offers_no_action(kim: Browser) -> None:
    case = create_case()
    with transaction() as session:
        assignment.claim(session, case.id, kim.counselor.id)
        close(session, case.id, kim.counselor.id, "answered")
    page = page_of(kim, case.id)
    assert "답변 완료" in page and "data-reply" not in page and f"{case.id}/" not in page


def test_long_thread_comes_from_its_end(kim: Browser, bot: Bot, clock: Clock) -> None:
    case = create_case()
    kim.act(case.id, "claim")
    for number in range(205):
        with transaction() as session:
            add_note(session, case.id, kim.counselor.id, f"메모{number:03d}.")
    page = page_of(kim, case.id)
    assert "메모204." in page and "메모004." not in page
    earlier = page_of(kim, case.id + re.search(r'href="(\?before=\d+)"', page)[1])
    assert "메모004." in earlier and "메모204." not in earlier


@pytest.mark.parametrize("case_id", ["0" * 32, "nothing", "'; drop table", "%00", "가"])
def test_unknown_case_is_said_in_korean(kim: Browser, case_id: str) -> None:
    answer = kim.client.get(f"/console/cases/{case_id}")
    assert answer.status_code == 404 and "그런 상담이 없습니다" in answer.text


def test_title_names_the_case_and_no_words(kim: Browser, bot: Bot, clock: Clock) -> None:
    case_id = hand_over(bot, clock)
    assert re.search(r"<title>(.*?)</title>", page_of(kim, case_id))[1] == f"(1) {cases()[0].number} · 동작구 복지문자"


def test_crisis_banner_needs_a_crisis(kim: Browser, bot: Bot, clock: Clock) -> None:
    assert "긴급위험:" not in page_of(kim, hand_over(bot, clock))
    write(CRISIS)
    assert "긴급위험: 자살 위험" in page_of(kim, cases()[0].id)
