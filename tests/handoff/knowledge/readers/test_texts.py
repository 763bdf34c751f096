"""Official words become plain text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.knowledge.readers.texts import day, line, link, text
from tests.handoff.knowledge.readers.samples import central, local, needs_samples


@needs_samples
def test_a_carriage_return_alone_is_a_line_break() -> None:
    assert central("WLF00003260").benefit.count("\n") == 2


def test_carriage_return_with_line_feed_is_one_break() -> None:
    assert text("예우 증진\r\n생계유지\r도모") == "예우 증진\n생계유지\n도모"


@needs_samples
def test_what_was_escaped_twice_is_unescaped_once_more() -> None:
    assert "상기 ①, ②, ③ 의 조건" in central("WLF00000024").target
    assert "×" in central("WLF00003249").criteria and "≥" in central("WLF00003249").benefit


def test_escaping_is_undone_once_and_only_where_it_is_whole() -> None:
    assert text("A&middot;B &amp;amp; &copy=1 &ge;") == "A·B &amp; &copy=1 ≥"


@needs_samples
def test_a_break_that_was_lost_before_an_item_is_restored() -> None:
    assert "넷째이상 200만원 지급\n2. 동작출산축하용품\n○ 지원대상" in local("WLF00002628").target
    assert local("WLF00000001").criteria.count("\n") == 6
    assert "9,743,000원\n- 기준 중위소득 250%" in central("WLF00000024").criteria


@pytest.mark.parametrize(
    "kept", ["2025. 12. 31.까지", "기간(월-금)", "생후 3개월~12세", "상기 ①, ②의 조건", "3. 1. 기준"]
)
def test_dates_ranges_and_mentions_are_not_torn(kept: str) -> None:
    assert text(kept) == kept


@needs_samples
def test_trailing_blanks_and_line_ends_go() -> None:
    assert local("WLF00002628").summary.endswith("분위기 조성")
    assert line(" 출산장려금  지원 \n") == "출산장려금 지원"


def test_no_sign_that_a_database_refuses_is_left() -> None:
    assert text("가\x00나\ud83d다\ufeff\u200b") == "가나다"
    assert text("&#0;&#xD800;&#13;") == "\ufffd\ufffd"


@pytest.mark.parametrize("value", [None, True, 1.5, {}, [], ["가"]])
def test_what_is_no_text_is_empty(value: object) -> None:
    assert text(value) == line(value) == ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("20260829", date(2026, 8, 29)),
        (20260829, date(2026, 8, 29)),
        ("20250805161216", date(2025, 8, 5)),
        ("2025-09-15 15:27:25", date(2025, 9, 15)),
        ("99991231", None),
        ("20260231", None),
        ("        ", None),
        ("202608291", None),
        ("상시", None),
    ],
)
def test_days_come_in_three_forms_and_open_ends_are_none(value: object, expected: date | None) -> None:
    assert day(value) == expected


@pytest.mark.parametrize("value", ["javascript:alert(1)", "www.mw.go.kr", "https://a b", 'https://a"onclick', None])
def test_what_is_no_web_address_becomes_no_link(value: object) -> None:
    assert link(value) == ""


def test_an_address_is_not_unescaped() -> None:
    assert link(" https://a.kr/x?a=1&copy;=2 ") == "https://a.kr/x?a=1&copy;=2"


@given(st.text())
def test_plain_text_can_be_stored_and_has_no_blanks_at_its_ends(value: str) -> None:
    plain = text(value)
    assert plain == plain.strip() and "\r" not in plain and "\x00" not in plain
    assert plain.encode("utf-8").decode("utf-8") == plain
