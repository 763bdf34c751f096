"""What counselors do: only the holder acts, everything refused is said in Korean, nothing goes out twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from handoff.cases.tables import Case, Referral
from handoff.console.clock import input_value
from handoff.db import transaction, utc_now
from tests.factories import CRISIS, cases, conversation, create_case, outbox, thread, write
from tests.handoff.console.conftest import Browser, OpenBrowser

REFERRAL = {
    "act": "의뢰",
    "where": "livelihood|",
    "subject": "신청인 본인",
    "urgency": "today",
    "basis": "consent",
    "reason": "재검토",
}


@pytest.fixture
def kim(browse: OpenBrowser) -> Browser:
    return browse("kim", "김상담")


@pytest.fixture
def lee(browse: OpenBrowser) -> Browser:
    return browse("lee", "이도움")


@pytest.fixture
def held(kim: Browser) -> str:
    """A case that kim holds."""
    case = create_case()
    assert kim.act(case.id, "claim").status_code == 200
    return case.id


def case_now() -> Case:
    return cases()[0]


def test_second_counselor_is_told_who_was_faster(kim: Browser, lee: Browser, held: str) -> None:
    answer = lee.act(held, "claim")
    assert (answer.status_code, answer.json()["message"]) == (409, "김상담 담당자가 먼저 맡았습니다.")


def test_claim_at_once_has_one_winner(kim: Browser, lee: Browser) -> None:
    case = create_case()
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda browser: browser.act(case.id, "claim").status_code, (kim, lee)))
    assert sorted(answers) == [200, 409]


def test_reply_goes_to_the_outbox_once_and_in_the_counselors_name(kim: Browser, held: str) -> None:
    assert kim.act(held, "reply", text="안녕하세요.\r\n내일 전화드릴게요.").status_code == 200
    (row,) = outbox("reply")
    assert row.text == "안녕하세요.\n내일 전화드릴게요." and row.to == "+821012345678"
    assert thread()[-1].author == "counselor"


@pytest.mark.parametrize("text", ["", "   ", "\r\n"])
def test_empty_reply_is_refused_in_korean(kim: Browser, held: str, text: str) -> None:
    answer = kim.act(held, "reply", text=text)
    assert (answer.status_code, answer.json()["message"]) == (422, "보낼 내용을 적어 주세요.")


def test_note_is_delivered_to_nobody(lee: Browser, held: str) -> None:
    assert lee.act(held, "note", text="통화함").status_code == 200
    assert outbox() == [] and thread()[-1].private


@pytest.mark.parametrize(
    ("action", "form"),
    [
        ("reply", {"text": "안녕하세요"}),
        ("refer", REFERRAL),
        ("hand-back", {}),
        ("release", {}),
        ("wait", {}),
        ("transfer", {"to": "0" * 32}),
        ("close", {"outcome": "answered"}),
        ("not-crisis", {}),
    ],
)
def test_only_the_holder_acts(lee: Browser, held: str, action: str, form: dict[str, str]) -> None:
    answer = lee.act(held, action, **form)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_the_holder")
    assert outbox() == [] and case_now().status == "open"


def test_handed_back_the_bot_answers_again(kim: Browser, held: str) -> None:
    kim.act(held, "hand-back")
    assert conversation().owner == "bot"


def test_released_it_waits_in_the_queue(kim: Browser, held: str) -> None:
    kim.act(held, "release")
    assert conversation().owner == "queue"


def test_transferred_the_colleague_holds_it(kim: Browser, lee: Browser, held: str) -> None:
    kim.act(held, "transfer", to=lee.counselor.id)
    assert lee.act(held, "reply", text="제가 맡았습니다").status_code == 200


def test_transfer_to_nobody_is_refused(kim: Browser, held: str) -> None:
    assert kim.act(held, "transfer", to="nobody").json()["code"] == "counselor_not_active"


def test_snoozed_it_rests_until_then(kim: Browser, held: str) -> None:
    until = (utc_now() + timedelta(days=1)).replace(second=0, microsecond=0)
    kim.act(held, "snooze", until=input_value(until))
    assert (case_now().status, case_now().snoozed_until) == ("snoozed", until)


@pytest.mark.parametrize("until", ["", "tomorrow", "2020-01-01T09:00", "2099-01-01T09:00"])
def test_case_does_not_rest_into_the_past_or_for_ever(kim: Browser, held: str, until: str) -> None:
    assert kim.act(held, "snooze", until=until).json()["code"] == "snooze_not_valid"


def test_closed_with_an_outcome_of_the_list_only(kim: Browser, held: str) -> None:
    assert kim.act(held, "close", outcome="whatever").json()["message"] == "처리결과를 골라 주세요."
    assert kim.act(held, "close", outcome="called").status_code == 200
    assert (case_now().status, case_now().outcome) == ("closed", "called")
    assert kim.act(held, "reply", text="그리고").json()["message"] == "이미 종결된 상담입니다."


@pytest.mark.parametrize("missing", sorted(REFERRAL))
def test_referral_that_lacks_something_is_not_sent(kim: Browser, held: str, missing: str) -> None:
    answer = kim.act(held, "refer", **{**REFERRAL, missing: " " if missing in ("subject", "reason") else ""})
    assert (answer.status_code, answer.json()["code"]) == (422, "referral_incomplete")
    with transaction() as session:
        assert session.scalars(select(Referral)).all() == []


@pytest.mark.parametrize("where", ["nowhere|", "livelihood|nowhere", "|", "x" * 100])
def test_referral_to_a_place_that_is_not_there_is_not_sent(kim: Browser, held: str, where: str) -> None:
    assert kim.act(held, "refer", **{**REFERRAL, "where": where}).json()["code"] == "referral_incomplete"


def test_referral_is_sent_accepted_and_answered(kim: Browser, held: str) -> None:
    assert kim.act(held, "refer", **REFERRAL).status_code == 200
    with transaction() as session:
        referral = session.scalars(select(Referral)).one()
    assert "신청인 본인" in referral.reason and "오늘 안에" in referral.reason and referral.consented_at
    kim.act(held, f"referrals/{referral.id}/accept")
    kim.act(held, f"referrals/{referral.id}/answer", text="지급하기로 함")
    page = kim.see(f"/console/cases/{held}")
    assert "회신 옴" in page and "지급하기로 함" in page


def test_danger_is_no_basis_without_a_crisis(kim: Browser, held: str) -> None:
    assert kim.act(held, "refer", **{**REFERRAL, "basis": "danger"}).status_code == 422


def test_next_takes_the_first_of_the_queue(kim: Browser) -> None:
    create_case(address="+821000000001")
    write(CRISIS, address="+821000000002")
    crisis = next(case for case in cases() if case.crisis)
    assert kim.press("/console/next").json() == {"address": f"/console/cases/{crisis.id}"}
    assert kim.act(crisis.id, "reply", text="괜찮으세요?").status_code == 200


def test_next_of_an_empty_queue_goes_to_the_queue(kim: Browser) -> None:
    assert kim.press("/console/next").json() == {"address": "/console/"}


def test_not_a_crisis_becomes_an_ordinary_case(kim: Browser) -> None:
    write(CRISIS)
    case = case_now()
    kim.act(case.id, "claim")
    assert kim.act(case.id, "not-crisis").status_code == 200
    after = case_now()
    assert after.crisis is None and after.reason != "crisis" and conversation().safety is None
    assert after.first_response_due_at > case.first_response_due_at
    assert "위기가 아니라고 보았습니다" in kim.see(f"/console/cases/{case.id}")


def test_protection_is_set_and_lifted_by_a_person_and_stays_on_record(kim: Browser, held: str) -> None:
    kim.act(held, "protect")
    assert conversation().protected
    kim.act(held, "unprotect")
    assert not conversation().protected
    page = kim.see(f"/console/cases/{held}")
    assert "보호 대화로 정했습니다" in page and "보호 대화를 해제했습니다" in page


def test_preview_counts_bytes_and_names_letters_that_are_lost(kim: Browser, held: str) -> None:
    told = kim.act(held, "preview", text="네, 좋아요 🙏").json()
    assert (told["kind"], told["limit"], told["pieces"], told["lost"]) == ("SMS", 90, 1, "🙏")
    assert kim.act(held, "preview", text="가" * 46).json()["kind"] == "LMS"
    assert thread() == [] and outbox() == []


def test_preview_of_a_protected_conversation_counts_its_opening(kim: Browser, held: str) -> None:
    before = kim.act(held, "preview", text="네").json()["length"]
    kim.act(held, "protect")
    assert kim.act(held, "preview", text="네").json()["length"] > before


def test_browser_without_script_gets_a_page_for_what_is_refused(kim: Browser, held: str) -> None:
    answer = kim.client.post(f"/console/cases/{held}/reply", data={"csrf": kim.csrf, "text": ""})
    assert answer.status_code == 422 and "보낼 내용을 적어 주세요." in answer.text


def test_database_away_is_said_in_korean_and_not_a_traceback(kim: Browser, service: pytest.MonkeyPatch) -> None:
    from sqlalchemy.exc import OperationalError

    def away(*_: object, **__: object) -> None:
        raise OperationalError("select", {}, Exception("away"))

    service.setattr("handoff.console.access.sessions.find", away)
    answer = kim.client.get("/console/")
    assert answer.status_code == 503 and "지금 저장소를 쓸 수 없습니다" in answer.text and "select" not in answer.text


def test_nothing_that_anybody_writes_stands_in_a_log(
    kim: Browser, lee: Browser, held: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    write("표지자 하나", address="+821012345678")
    for browser in (kim, lee):
        for action, field in (("reply", "text"), ("note", "text"), ("preview", "text"), ("close", "outcome")):
            browser.act(held, action, **{field: "표지자 둘"})
        browser.press("/console/search", number="표지자 셋")
        browser.see(f"/console/cases/{held}")
    assert caplog.records
    assert "표지자" not in caplog.text
    assert "5678" not in caplog.text
