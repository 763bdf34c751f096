"""What counselors are shown is what the bot says: held against the actions that say it."""

from datetime import date

import pytest

from actions.answers import about
from bot.knowledge.program import ASPECTS, Program
from bot.lines import signed
from handoff.knowledge.files import file_document
from handoff.knowledge.preview import preview
from handoff.knowledge.said import SUMMARY, facts_said, program_says

pytestmark = pytest.mark.usefixtures("data")


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 1, 1)])
def test_preview_is_what_the_bot_says(today: date) -> None:
    document = file_document("program", "winter_coat")
    assert document is not None
    texts = {shown.aspect: shown.text for shown in preview("program", document, today)}
    assert texts == {
        aspect: signed(about(Program.from_data(document), [aspect], "", today)) for aspect in ASPECTS
    }  # fmt: skip


def test_bytes_are_those_of_a_korean_text_message() -> None:
    desk = file_document("desk", "desk_one")
    assert desk is not None
    (shown,) = preview("desk", desk, date(2026, 11, 23))
    assert shown.text == "가나동주민센터 전화는 02-111-1111입니다.\n- 자동안내"
    assert shown.bytes == 2 * 17 + 17


def test_aspect_without_an_answer_of_its_own_is_marked() -> None:
    document = file_document("program", "winter_coat")
    assert document is not None
    own = {shown.aspect for shown in preview("program", document, date(2026, 11, 23)) if shown.own}
    assert own == {"overview", "eligibility", "amount", "how_to_apply", "contact"}


@pytest.mark.parametrize("aspect", ["amount", "where", "contact"])
def test_facts_of_an_answer_stand_in_its_paragraph(aspect: str) -> None:
    document, today = file_document("program", "winter_coat"), date(2026, 11, 23)
    assert document is not None
    says = program_says(document, aspect, today)
    assert all(fact in says for fact in facts_said("program", document, aspect, today))


def test_facts_of_a_line_in_a_list_are_its_beginning() -> None:
    document = file_document("program", "winter_coat")
    assert document is not None
    facts = facts_said("program", document, SUMMARY, date(2026, 11, 23))
    assert facts == ["겨울외투 지원", "추위를 막을 외투 값을 보태 드리는 제도입니다."]
