"""Lists of programs: three in a text message, five in KakaoTalk."""

from __future__ import annotations

from datetime import date

import pytest

from actions.recommendations import clarify, recommend
from actions.reply import Reply, numbered
from bot.evidence import Context, Decision, Evidence, Option
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.situations import situations
from bot.lines import line
from tests.knowledge import real_base

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return real_base()


def listed(base: KnowledgeBase, situation: str = "job_loss", **context: str) -> Reply:
    decision = Decision("recommend", 0.9, situation=(situation,))
    reply = recommend(decision, Evidence("뭐 받을 수 있나요", {}), Context(**context), base, TODAY)
    assert reply is not None
    return reply


@pytest.mark.parametrize(("channel", "most"), [("sms", 3), ("kakao", 5), ("web", 3)])
def test_so_many_are_named_as_the_channel_carries(base: KnowledgeBase, channel: str, most: int) -> None:
    reply = listed(base, channel=channel)
    assert len(reply.offered) == most
    assert [row[:3] for row in reply.text.splitlines() if row[:1].isdigit()] == [f"{n}. " for n in range(1, most + 1)]


def test_the_list_is_opened_closed_and_signed(base: KnowledgeBase) -> None:
    lines = listed(base).text.splitlines()
    assert lines[0] == line("utter_recommend_intro")
    assert lines[-2] == line("utter_recommend_outro")
    assert lines[-1] == line("utter_signature")


def test_a_number_in_the_next_message_picks_what_stands_at_that_place(base: KnowledgeBase) -> None:
    reply = listed(base)
    rows = [row for row in reply.text.splitlines() if row[:1].isdigit()]
    for number, (row, option) in enumerate(zip(rows, reply.offered, strict=True), start=1):
        assert row.startswith(f"{number}. {option.label}: ")
        assert base.programs[option.program].name == option.label
    assert [sent for _, sent in reply.quick_replies] == ["1", "2", "3"]


@pytest.mark.parametrize("channel", ["sms", "kakao"])
def test_every_situation_gives_a_list_that_fits_into_one_message(base: KnowledgeBase, channel: str) -> None:
    for name in situations():
        for office in ("dongjak", "jinju"):
            text = listed(base, name, channel=channel, office=office).text
            assert len(text.encode("cp949", "replace")) <= 2000, name
            assert "{" not in text and "http" not in text, name


def test_every_situation_names_at_least_three_programs_in_both_cities(base: KnowledgeBase) -> None:
    short = [
        f"{name} {office}"
        for name in situations()
        for office in ("dongjak", "jinju")
        if len(listed(base, name, office=office).offered) < 3
    ]
    assert short == []


def test_where_nothing_fits_there_is_no_list(base: KnowledgeBase) -> None:
    assert recommend(Decision("recommend", 0.9), Evidence("아무거나", {}), Context(), base, TODAY) is None


def test_a_line_is_short_and_says_the_name_once(base: KnowledgeBase) -> None:
    for name in situations():
        reply = listed(base, name, channel="kakao")
        rows = [row for row in reply.text.splitlines() if row[:1].isdigit()]
        for row, option in zip(rows, reply.offered, strict=True):
            said = row.split(": ", 1)[1]
            assert 0 < len(said) <= 70
            assert not said.startswith((f"{option.label}은 ", f"{option.label}는 "))


def test_a_question_back_is_numbered() -> None:
    options = (Option("기초연금", "basic_pension", "amount"), Option("장애인연금", "disability_pension", "amount"))
    reply = clarify(Decision("clarify", 0.5, options=options))
    assert reply.text.splitlines() == [
        line("utter_clarify_program"),
        "1. 기초연금",
        "2. 장애인연금",
        line("utter_signature"),
    ]
    assert reply.offered == options


def test_a_button_has_at_most_fourteen_letters() -> None:
    options = (Option("청소년산모 임신출산 의료비 지원", "a"), Option("기초연금", "b"))
    assert numbered(options) == (("1. 청소년산모 임신출산", "1"), ("2. 기초연금", "2")) or all(
        len(x) <= 14 for x, _ in numbered(options)
    )


def test_where_only_one_program_is_likely_it_is_asked_whether_that_is_meant() -> None:
    reply = clarify(Decision("clarify", 0.4, options=(Option("에너지바우처", "energy_voucher"),)))
    assert "혹시 '에너지바우처' 말씀이신가요?" in reply.text and "1." not in reply.text
    assert reply.quick_replies[0] == ("네", "네") and len(reply.offered) == 1
