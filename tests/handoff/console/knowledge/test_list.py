import re
from datetime import date
from pathlib import Path

import pytest

from handoff.console.knowledge.age import why_old
from handoff.knowledge.files import file_document
from tests.handoff.console.conftest import Browser
from tests.handoff.console.knowledge.conftest import COAT, decide, draft_of, fill

LIST = "/console/knowledge"


def names(browser: Browser, query: str = "") -> list[str]:
    return re.findall(r"data-row>([^<]+)</a>", browser.see(f"{LIST}?{query}"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["가나동주민센터", "겨울외투 지원", "복지 담당"]),
        ("q=겨울 외투", ["겨울외투 지원"]),
        ("q=겨울 옷", ["겨울외투 지원"]),
        ("q=winter_coat", ["겨울외투 지원"]),
        ("q=022222222", ["복지 담당"]),
        ("q=820-1114", ["겨울외투 지원"]),
        ("q=가나동", ["가나동주민센터"]),
        ("q=없는 말", []),
        ("kind=program", ["겨울외투 지원"]),
        ("field=저소득", ["겨울외투 지원"]),
        ("region=동작구", ["가나동주민센터", "복지 담당"]),
        ("state=draft", []),
        ("state=old", []),
    ],
)
def test_list_finds_by_name_alias_id_phone_and_filters(kim: Browser, query: str, found: list[str]) -> None:
    assert names(kim, query) == found


def test_what_waits_and_what_was_edited_is_found(kim: Browser, lee: Browser) -> None:
    draft = draft_of(fill(kim, f"{COAT}/edit", name="겨울 외투값 지원"))
    assert names(kim, "state=draft") == ["겨울외투 지원"] and names(kim, "state=edited") == []
    decide(lee, draft)
    assert names(kim, "state=draft") == [] and names(kim, "state=edited") == ["겨울 외투값 지원"]
    assert "bokji kb export files" in kim.see(LIST)


def test_entry_confirmed_long_ago_or_with_last_years_figure_is_old(data: Path) -> None:
    document = file_document("program", "winter_coat")
    assert document is not None
    assert why_old("program", document, date(2026, 12, 31)) == []
    assert why_old("program", document, date(2027, 1, 1)) == ["지난해 금액으로 답합니다"]
    assert len(why_old("program", document, date(2027, 10, 2))) == 2
    desk = file_document("desk", "desk_one")
    assert desk is not None and why_old("desk", desk, date(2027, 10, 2)) == ["기준일이 1년 넘었습니다"]


def test_entry_page_shows_what_is_said_and_since_when(kim: Browser) -> None:
    page = kim.see(COAT)
    for said in (
        "한 사람에 5만 원을 드립니다.",
        "LMS",
        "바이트",
        "2026. 10. 1.",
        "겨울외투 지원 안내",
        "보건복지상담센터",
    ):
        assert said in page, said


def test_unknown_entry_is_said_in_korean(kim: Browser) -> None:
    answer = kim.client.get("/console/knowledge/entry/program/nothing")
    assert answer.status_code == 404 and "그런 제도나 창구가 없습니다" in answer.text
