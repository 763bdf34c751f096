import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from handoff.cases.assignment import claim
from handoff.db import transaction
from handoff.knowledge.imports.told import keep_versions
from handoff.knowledge.said import imported_says
from handoff.knowledge.sent import keep_entries
from handoff.knowledge.tables import Correction
from handoff.people.conversation import open_conversation
from handoff.people.messages import add_message
from tests.bot.knowledge.imported import create_imported
from tests.conftest import Clock
from tests.factories import create_case, outbox
from tests.handoff.console.conftest import Browser, OpenBrowser
from tests.handoff.console.knowledge.conftest import COAT, decide, draft_of, fill
from tests.handoff.knowledge.conftest import add_imported
from tests.handoff.knowledge.test_corrections import tell

LIST = "/console/knowledge/corrections"
FIRST, SECOND = "+821000000001", "+821000000002"


@pytest.fixture
def correct(kim: Browser, lee: Browser, clock: Clock) -> Callable[[], str]:
    """Puts the right version in force half an hour later; the address of its correcting texts."""

    def put_right() -> str:
        clock.advance(minutes=30)
        changed = {"answers__amount": "한 사람에 {price}까지 드리는 제도입니다.", "corrects": "yes"}
        decide(lee, draft_of(fill(kim, f"{COAT}/edit", **changed)))
        return of_version(kim.see(LIST))

    return put_right


def of_version(page: str) -> str:
    """The address of the correcting texts that a page leads to."""
    return re.findall(rf'href="({LIST}/of/\w+)"', page)[0]


def texts() -> list[Correction]:
    with transaction() as session:
        return list(session.scalars(select(Correction).order_by(Correction.created_at)))


def test_who_was_told_wrong_is_listed_with_a_text_to_send(kim: Browser, correct: Callable[[], str]) -> None:
    tell(FIRST)
    page = kim.see(correct())
    assert "한 사람에 5만 원을 드립니다." in page and "바로잡습니다. 혼란을 드려 죄송합니다." in page
    assert "아직 보내지 않음" in page and "바이트" in page and outbox("reply") == []


def test_text_is_sent_as_the_counselor_left_it_and_once(kim: Browser, correct: Callable[[], str]) -> None:
    tell(FIRST)
    page = correct()
    (text,) = texts()
    assert kim.press(f"{LIST}/{text.id}/send", text="바로잡습니다.\r\n죄송합니다.").status_code == 200
    assert [row.text for row in outbox("reply")] == ["바로잡습니다.\n죄송합니다."]
    assert (
        kim.press(f"{LIST}/{text.id}/send", text="또").json()["message"] == "이미 보냈거나 보내지 않기로 한 글입니다."
    )
    assert "보냄" in kim.see(page) and f"{text.id}/send" not in kim.see(page)


def test_protected_conversation_is_shown_and_never_sent_to(kim: Browser, correct: Callable[[], str]) -> None:
    tell(FIRST, protected=True)
    page = correct()
    (text,) = texts()
    assert "보호 대화" in kim.see(page) and f"{text.id}/send" not in kim.see(page)
    answer = kim.press(f"{LIST}/{text.id}/send", text="바로잡습니다")
    assert answer.json()["message"] == "가해자가 볼 수 있는 보호 대화라 보내지 않습니다." and outbox("reply") == []
    assert kim.press(f"{LIST}/{text.id}/drop").status_code == 200 and "보내지 않기로 함" in kim.see(page)


def test_numbers_are_for_the_holder_and_leads(kim: Browser, correct: Callable[[], str], browse: OpenBrowser) -> None:
    tell("+821012345678")
    page = correct()
    assert "1234-5678" not in kim.see(page) and "1234-5678" in browse("park", role="lead").see(page)


def test_in_a_held_conversation_only_the_holder_sends(kim: Browser, lee: Browser, correct: Callable[[], str]) -> None:
    tell(FIRST)
    case = create_case(address=FIRST)
    with transaction() as session:
        claim(session, case.id, lee.counselor.id)
    page = correct()
    (text,) = texts()
    assert "이도움 담당자가 맡고 있는 대화라" in kim.see(page) and "이도움 담당자가 맡고" not in lee.see(page)
    assert kim.press(f"{LIST}/{text.id}/send", text="네").json()["code"] == "not_the_holder"
    assert lee.press(f"{LIST}/{text.id}/send", text="네").status_code == 200


def test_edit_that_corrected_nothing_can_be_looked_at_later(kim: Browser, lee: Browser, clock: Clock) -> None:
    tell(FIRST)
    clock.advance(minutes=30)
    decide(lee, draft_of(fill(kim, f"{COAT}/edit", answers__amount="한 사람에 {price}까지 드리는 제도입니다.")))
    page = of_version(kim.see(COAT))
    assert "<b>1건</b> 더 있습니다" in kim.see(page) and texts() == []
    assert kim.press(page).status_code == 200 and len(texts()) == 1


def test_imports_that_changed_what_residents_were_told_are_listed(kim: Browser, clock: Clock) -> None:
    record = create_imported("WLF1", benefit="매달 5만 원을 줍니다.", target="80세 이상 어르신")
    add_imported(record, create_imported("WLF2", "무료 점심 나눔"))
    with transaction() as session:
        conversation = open_conversation(session, "sms", FIRST)
        said = imported_says(record.as_dict(), "amount", date(2026, 11, 23))
        message = add_message(session, conversation, "bot", said)
        keep_entries(session, message, {"given": [["imported", record.id, "amount"]]})
    assert "바로잡을 안내가 없습니다" in kim.see(LIST)
    clock.advance(minutes=30)
    with transaction() as session:
        changed = replace(record, benefit="한 해에 한 번 5만 원을 줍니다.")
        keep_versions(session, {record.id: changed})
    page = kim.see(LIST)
    assert "섬김택시 이용료 지원사업" in page and "공식 안내의 내용이 바뀜" in page and "받은 대화 1건" in page
    address = of_version(page)
    page = kim.see(address)
    assert "<b>1건</b> 더 있습니다" in page and "지원 내용" in page and "공식 목록에서 가져옴" in page
    assert "/entry/imported/" not in page
    assert kim.press(address).status_code == 200
    (text,) = texts()
    assert "내용: 한 해에 한 번 5만 원을 줍니다." in text.text and outbox("reply") == []
    assert kim.press(f"{LIST}/{text.id}/send", text=text.text).status_code == 200
    assert "모두 1건" in kim.see(LIST) and "받은 대화" not in kim.see(LIST)


def test_preview_counts_the_text_as_it_is_typed(kim: Browser, correct: Callable[[], str]) -> None:
    tell(FIRST)
    correct()
    (text,) = texts()
    told = kim.press(f"{LIST}/{text.id}/preview", text="가나").json()
    assert (told["kind"], told["length"]) == ("SMS", 4)
