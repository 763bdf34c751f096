import os
from pathlib import Path

import pytest

from handoff.knowledge.files import file_document, file_documents

pytestmark = pytest.mark.usefixtures("data")


def test_program_is_its_file() -> None:
    assert list(file_documents("program")) == ["winter_coat"]
    document = file_document("program", "winter_coat")
    assert document is not None and document["contacts"][0]["phone"] == "129"


def test_desk_stands_alone_with_its_office_and_its_reference() -> None:
    desk = file_document("desk", "desk_two")
    assert desk is not None and desk["office"] == "dongjak"
    assert desk["references"] == {"list": {"title": "창구 목록", "as_of": "2026-10-01"}}


def test_changed_file_is_read_again(data: Path) -> None:
    file_document("program", "winter_coat")
    path = data / "programs" / "winter_coat.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("name: 겨울외투", "name: 새 겨울외투"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    document = file_document("program", "winter_coat")
    assert document is not None and document["name"] == "새 겨울외투 지원"


def test_what_was_read_can_be_changed_without_harm() -> None:
    document = file_document("program", "winter_coat")
    assert document is not None
    document["answers"].clear()
    again = file_document("program", "winter_coat")
    assert again is not None and again["answers"]


def test_wrong_file_is_left_out(data: Path) -> None:
    (data / "programs" / "wrong.yml").write_text("id: wrong\n", encoding="utf-8")
    assert list(file_documents("program")) == ["winter_coat"]


def test_unknown_entry_is_none() -> None:
    assert file_document("program", "nothing") is None and file_document("desk", "nothing") is None
