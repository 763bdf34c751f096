"""An imported program is told in official words, with department, phone and date; never another city's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from actions.imported import about_imported, imported_reply
from bot.knowledge.imported import SOURCES
from bot.knowledge.program import ASPECTS
from bot.lines import line
from tests.bot.knowledge.imported import BUSAN, DONGJAK, GYEONGNAM, SEOUL, create_imported

TODAY = date(2026, 11, 23)
LONG = "걷기 어려운 주민이 병원에 갈 때 택시 이용료의 일부를 드리는 사업입니다. " * 40


def said(aspects: tuple[str, ...] = ("overview",), office: str = "dongjak", **fields: Any) -> str:
    texts = {
        "target": "동작구에 사는 70세 이상 주민입니다.", "benefit": "한 달에 네 번까지 이용료를 냅니다.",
        "how_to_apply": "주민센터를 방문해 신청합니다.", "contacts": (("교통과", "02-820-0000"),),
    } | fields  # fmt: skip
    text = about_imported(create_imported(**texts), list(aspects), office, TODAY)
    assert text is not None
    return text


def test_name_official_words_department_phone_source_and_date() -> None:
    text = said()
    assert text.startswith("[섬김택시 이용료 지원사업]\n")
    assert "거동이 어려운 주민이 병원에 갈 때 택시 이용료를 지원합니다." in text
    assert "교통과" in text and "02-820-0000" in text
    assert SOURCES["bokjiro-local"] in text and "2026년 6월 기준" in text


@pytest.mark.parametrize(
    ("aspect", "words"),
    [
        ("eligibility", "70세 이상"),
        ("amount", "한 달에 네 번"),
        ("how_to_apply", "주민센터를 방문해"),
        ("where", "주민센터를 방문해"),
        ("documents", "주민센터를 방문해"),
        ("period", "주민센터를 방문해"),
        ("contact", "거동이 어려운"),
    ],
)
def test_an_aspect_is_told_by_the_field_that_has_it(aspect: str, words: str) -> None:
    assert words in said((aspect,))


def test_two_aspects_are_told_once_each() -> None:
    text = said(("eligibility", "amount", "where", "how_to_apply"))
    assert text.count("주민센터를 방문해") == 1 and "70세" in text and "네 번" in text


def test_without_a_number_the_welfare_line_is_named() -> None:
    assert "교통과" in said(contacts=()) and "129" in said(contacts=())


def test_the_day_of_change_counts_more_than_that_of_the_import() -> None:
    assert "2025년 3월 기준" in said(updated=date(2025, 3, 2))


@pytest.mark.parametrize(("region", "office"), [(BUSAN, "dongjak"), (DONGJAK, "jinju"), (GYEONGNAM, "dongjak")])
def test_another_citys_is_never_told(region: tuple[str, str], office: str) -> None:
    program = create_imported(region=region)
    assert about_imported(program, ["overview"], office, TODAY) is None
    assert imported_reply(program, ["overview"], office, TODAY) is None


def test_the_provinces_and_the_offices_own_are_told() -> None:
    assert said(region=SEOUL) and said(region=DONGJAK) and said(region=GYEONGNAM, office="jinju")


def test_of_what_is_over_only_that_is_told() -> None:
    assert "2026년 1월 31일에 끝난" in said(valid_to=date(2026, 1, 31))
    assert "2026년 5월 1일부터" in said(gone=date(2026, 5, 1))
    assert "네 번까지" not in said(valid_to=date(2026, 1, 31)) + said(gone=date(2026, 5, 1))
    assert "네 번까지" in said(valid_to=date(2026, 12, 31))


@pytest.mark.parametrize("aspect", ASPECTS)
def test_every_reply_fits_one_long_text_message_and_is_signed(aspect: str) -> None:
    texts = dict.fromkeys(("summary", "target", "criteria", "benefit", "how_to_apply", "documents", "period"), LONG)
    program = create_imported(name="가" * 60, department="서울특별시 동작구 복지국 교통과", **texts)
    text = imported_reply(program, [aspect, "amount", "documents"], "dongjak", TODAY)
    assert text is not None and text.endswith(line("utter_signature"))
    assert len(text.encode("cp949", errors="replace")) <= 2000 and len(text) <= 640
