"""What an answer has to hold by the triage contract."""

from __future__ import annotations

from datetime import date

import pytest

from actions.answers import answer
from actions.reply import Reply
from bot.evidence import Decision
from bot.knowledge.program import ASPECTS
from bot.lines import line
from tests.bot.factories import CARD, PENSION, create_base, create_program, link_to
from tests.knowledge import real_base

TODAY = date(2026, 11, 21)
NOT_AN_APPLICATION = line("utter_not_an_application")
APPLYING = ("how_to_apply", "documents", "period", "where")


def said(
    aspect: str | None = "amount", also: tuple[tuple[str, str], ...] = (), today: date = TODAY, asked: str = ""
) -> Reply:
    decision = Decision("answer", 0.9, (link_to(PENSION),), aspect=aspect, also=also)
    return answer(decision, asked, create_base(), today)


def test_the_answer_to_the_aspect_is_given_in_full() -> None:
    text = said("amount").text
    assert "[어르신연금]" in text and "34만 9,700원" in text and "20%" in text


@pytest.mark.parametrize("aspect", ASPECTS)
def test_every_answer_is_signed_dated_and_names_a_phone(aspect: str) -> None:
    text = said(aspect).text
    assert text.endswith(line("utter_signature")) and text.count("자동안내") == 1
    assert "(2026년 6월 기준)" in text
    assert "129" in text


def test_a_phone_in_the_answer_is_not_said_twice() -> None:
    assert said("contact").text.count("129") == 1


@pytest.mark.parametrize("aspect", ASPECTS)
def test_that_a_text_is_no_application_is_said_once_where_applying_is_the_subject(aspect: str) -> None:
    assert said(aspect).text.count(NOT_AN_APPLICATION) == (1 if aspect in APPLYING else 0)


def test_it_is_said_once_also_where_two_aspects_are_about_applying() -> None:
    text = said("documents", ((PENSION.id, "period"), (CARD.id, "where"))).text
    assert text.count(NOT_AN_APPLICATION) == 1


def test_a_second_aspect_of_the_same_program_joins_its_paragraph() -> None:
    text = said("amount", ((PENSION.id, "documents"),)).text
    assert text.count("[어르신연금]") == 1
    assert "34만 9,700원" in text and "통장 사본" in text and NOT_AN_APPLICATION in text


def test_a_second_program_has_a_paragraph_of_its_own() -> None:
    text = said("amount", ((CARD.id, "overview"),)).text
    assert text.index("[어르신연금]") < text.index("[문화나눔카드]")
    assert text.count("자동안내") == 1


def test_the_same_words_are_not_said_twice() -> None:
    text = said("where", ((PENSION.id, "overview"),)).text  # where falls back to the overview
    assert text.count("반찬을 가져다 드립니다") == 1


def test_in_january_last_years_figure_is_named_as_such() -> None:
    text = said("amount", today=date(2027, 1, 4)).text
    assert line("utter_last_year", year="2026") in text
    assert "34만 9,700원" in text


def test_within_the_year_and_without_a_figure_there_is_no_such_warning() -> None:
    warning = line("utter_last_year", year="2026")
    assert warning not in said("amount").text
    assert warning not in said("documents", today=date(2027, 1, 4)).text


def test_the_warning_counts_for_the_real_basic_pension_too() -> None:
    base = real_base()
    link = link_to(base.programs["basic_pension"])
    text = answer(Decision("answer", 0.9, (link,), aspect="amount"), "", base, date(2027, 1, 4)).text
    assert line("utter_last_year", year="2026") in text


def test_a_detail_that_was_asked_for_is_said() -> None:
    assert "집이 있어도 됩니다." in said("eligibility", asked="아파트 있는데 되나요").text


def test_an_answer_never_promises_and_has_no_web_link() -> None:
    for aspect in ASPECTS:
        assert "http" not in said(aspect).text and "받으시게 됩니다" not in said(aspect).text


def test_what_to_ask_next_can_be_pressed_and_names_the_program() -> None:
    replies = said("amount").quick_replies
    assert len(replies) == 3
    assert all(len(label) <= 14 for label, _ in replies)
    assert [sent for label, sent in replies if label != "상담원 연결"] == [
        "어르신연금 신청 방법",
        "어르신연금 받을 수 있는 사람",
    ]
    assert ("상담원 연결", "상담원 연결") in replies


def test_without_an_aspect_the_overview_is_given() -> None:
    assert "반찬을 가져다 드립니다" in said(None).text


def test_the_as_of_date_is_the_programs_own() -> None:
    old = create_program(assured_date="2025-02-03")
    text = answer(Decision("answer", 0.9, (link_to(old),), aspect="overview"), "", create_base(old), TODAY).text
    assert "(2025년 2월 기준)" in text
