"""Imports from the collected files: lists with and without details, an older file, a file that is wrong in part."""

from __future__ import annotations

import os
import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from handoff.knowledge.imports.compare import Changes
from handoff.knowledge.imports.files import import_files
from handoff.knowledge.readers import UnreadableImport
from tests.handoff.knowledge.imports.programs import AUGUST, JUNE, need_answers, stored
from tests.standins.open_api import DATA

RAW = DATA / "bokjiro-api-raw-2026-08"
SMALL = DATA / "bokjiro-list-2026-06" / "dongjak_jinju_31.json"
LIST, DETAILS = (DATA / "bokjiro-list-2026-06" / name for name in ("welfare_full.json.gz", "details.json.gz"))
WITH_DETAILS = 980  # of the 4,561 local programs, says where the details come from

HEAD = "servId,servNm,region,agency,department,servDgst\n"
GOOD = "WLF00000001,효도수당,서울특별시,서울특별시,서울특별시 동작구 복지국 어르신정책과,수당을 드립니다\n"


@pytest.fixture(autouse=True)
def _fresh(database: None) -> None:
    need_answers()


def local(*paths: Path, day: date | None = JUNE) -> Changes:
    return import_files("bokjiro-local", paths, day)


def test_small_list_is_taken_with_region_and_day() -> None:
    assert local(SMALL).counts["new"] == 31
    assert {record.district for record in stored().values()} <= {"동작구", "진주시"}
    assert {record.retrieved for record in stored().values()} == {JUNE}


@pytest.mark.slow
def test_whole_list_and_its_details_come_together_in_any_order() -> None:
    assert local(DETAILS, LIST).counts["new"] == 4561
    before = stored()
    assert sum(bool(record.target) for record in before.values()) >= WITH_DETAILS - 20
    for again in ((LIST, DETAILS), (LIST,), (DETAILS,), (SMALL,)):
        changes = local(*again)
        assert changes.changed == changes.new == changes.gone == []
    assert stored() == before


def test_details_alone_are_refused_where_no_list_names_the_program(tmp_path: Path) -> None:
    (tmp_path / "details.json").write_text('{"WLF00009999": {"target": "누구나", "content": "수당", "forms": []}}')
    with pytest.raises(UnreadableImport):
        local(tmp_path / "missing.json", day=JUNE)
    assert [refused.place for refused in local(tmp_path / "details.json").refused] == ["WLF00009999"]
    assert stored() == {}


def test_newer_details_replace_the_words_and_older_ones_do_not() -> None:
    local(SMALL)
    detail = RAW / "detail_local_WLF00000402.xml"
    changed = local(detail, day=AUGUST).changed
    assert len(changed) == 1 and "updated" in changed[0].fields
    newest = stored()
    assert local(SMALL).changed == [] and stored() == newest


def test_part_of_a_list_marks_nothing_as_gone() -> None:
    local(SMALL)
    changes = local(RAW / "detail_local_WLF00000402.xml", day=AUGUST)
    assert changes.gone == [] and changes.missing == 30 and "20%" in (changes.kept or "")


def test_wrong_row_is_told_with_its_place_and_the_rest_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "programs.csv"
    file.write_text(HEAD + GOOD + "WLF2,이름만\n" + GOOD.replace("01,효도", "03,장수"), encoding="utf-8")
    changes = local(file)
    assert changes.counts["new"] == 2 and len(changes.refused) == 1
    assert changes.refused[0].place == "programs.csv: line 3" and changes.refused[0].reason


def test_file_that_cannot_be_read_does_not_keep_the_others_out(tmp_path: Path) -> None:
    (tmp_path / "page.xml").write_text("<!DOCTYPE html><html>error</html>")
    changes = local(tmp_path / "page.xml", SMALL)
    assert changes.counts["new"] == 31 and [refused.place for refused in changes.refused] == ["page.xml"]


def test_import_of_nothing_readable_is_an_error_and_keeps_what_worked(tmp_path: Path) -> None:
    local(SMALL)
    before = stored()
    (tmp_path / "error.xml").write_bytes((RAW / "error_key_not_registered.xml").read_bytes())
    with pytest.raises(UnreadableImport, match="KEY_IS_NOT_REGISTERED"):
        local(tmp_path / "error.xml")
    assert stored() == before


def test_file_counts_as_of_the_day_it_was_written_unless_told(tmp_path: Path) -> None:
    shutil.copy(SMALL, file := tmp_path / "list.json")
    written = time.mktime((2026, 7, 1, 12, 0, 0, 0, 0, -1))
    os.utime(file, (written, written))
    local(file, day=None)
    assert {record.retrieved for record in stored().values()} == {date(2026, 7, 1)}
