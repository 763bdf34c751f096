from copy import deepcopy
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.paths import DATA
from handoff.knowledge.yaml_text import new_text, rewritten
from tests.handoff.knowledge.conftest import DESKS, PROGRAM

FILES = [*sorted((DATA / "programs").glob("*.yml"))[::20], *sorted((DATA / "organizations").glob("*.yml"))]
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=150)


def changed_lines(path: Path, document: Any) -> list[str]:
    before = path.read_text(encoding="utf-8")
    lines = unified_diff(before.splitlines(), rewritten(before, document).splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:2] not in ("--", "++", "@@")]


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_unchanged_document_is_the_same_file(path: Path) -> None:
    assert changed_lines(path, loaded(path)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_new_file_says_the_same(path: Path) -> None:
    assert yaml.safe_load(new_text(loaded(path))) == loaded(path)


def test_changed_answer_changes_its_lines_only() -> None:
    document = loaded(PROGRAM)
    document["answers"]["amount"] = "두 사람에 {price}을 드립니다."
    assert changed_lines(PROGRAM, document) == [
        "-  amount: 한 사람에 {price}을 드립니다.",
        "+  amount: 두 사람에 {price}을 드립니다.",
    ]


def test_changed_item_of_a_list_leaves_the_others() -> None:
    document = loaded(PROGRAM)
    document["contacts"][1]["phone"] = "110"
    assert changed_lines(PROGRAM, document) == [
        '-  - {name: 동작구청, phone: "02-820-1114", reference: notice}',
        '+  - {name: 동작구청, phone: "110", reference: notice}',
    ]


def test_changed_desk_leaves_the_others() -> None:
    document = loaded(DESKS)
    document["desks"][1]["phones"].append("02-333-3333")
    assert changed_lines(DESKS, document) == [
        '-    phones: ["02-222-2222"]',
        '+    phones: ["02-222-2222", "02-333-3333"]',
    ]


def test_first_field_of_an_item_can_change() -> None:
    document = loaded(DESKS)
    document["desks"][0].update(id="desk_three", name="가나동 행정복지센터")
    assert yaml.safe_load(rewritten(DESKS.read_text(encoding="utf-8"), document)) == document


def test_taken_away_and_added_fields_change_their_lines_only() -> None:
    document = loaded(PROGRAM)
    del document["aliases"][1]
    del document["amounts"]
    document["answers"]["period"] = "겨울 동안 신청하실 수 있습니다."
    assert changed_lines(PROGRAM, document) == [
        "-aliases: [외투 지원, 겨울 옷 지원]",
        "+aliases: [외투 지원]",
        "-amounts:",
        "-  price:",
        "-    - {year: 2026, value: 50000, reference: notice}",
        "+  period: 겨울 동안 신청하실 수 있습니다.",
    ]


def test_long_text_is_folded_a_sentence_a_line() -> None:
    document = {"answers": {"overview": "외투 값을 보태 드리는 제도입니다. " * 8 + "끝입니다."}}
    lines = new_text(document).splitlines()
    assert lines[:3] == ["answers:", "  overview: >-", "    외투 값을 보태 드리는 제도입니다."]


@given(TEXTS, st.lists(TEXTS, max_size=3), TEXTS.filter(bool))
def test_whatever_is_written_is_read_the_same(text: str, aliases: list[str], title: str) -> None:
    document = deepcopy(loaded(PROGRAM))
    document["answers"]["overview"] = text
    document["aliases"] = aliases
    document["references"][title] = {"title": title, "as_of": "2026-01-01"}
    assert yaml.safe_load(rewritten(PROGRAM.read_text(encoding="utf-8"), document)) == document
    assert yaml.safe_load(new_text(document)) == document
