"""What counts as changed, and when a program that is missing is taken for gone."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from bot.knowledge.imported import Imported
from handoff.knowledge.imports.compare import Changes, compare
from handoff.knowledge.readers import Refused
from tests.handoff.knowledge.imports.programs import AUGUST, JUNE, batch, program

TEN = [program(number) for number in range(10)]


def against(known: Iterable[Imported], *records: Imported, allow_shrink: bool = False, **fields: Any) -> Changes:
    """What these records, of August, would change in the known ones."""
    dated = [dataclasses.replace(record, retrieved=AUGUST) for record in records]
    return compare({record.id: record for record in known}, batch(*dated, **{"day": AUGUST, **fields}), allow_shrink)


def test_up_to_a_fifth_may_vanish_at_once() -> None:
    assert len(against(TEN, *TEN[2:]).gone) == 2


def test_more_than_a_fifth_missing_is_a_broken_list() -> None:
    changes = against(TEN, *TEN[3:])
    assert changes.gone == [] and changes.missing == 3 and "20%" in (changes.kept or "")


def test_operator_may_allow_the_list_to_shrink() -> None:
    assert len(against(TEN, *TEN[9:], allow_shrink=True).gone) == 9


def test_partial_list_marks_nothing_whatever_the_operator_allows() -> None:
    changes = against(TEN, *TEN[1:], partial="page 3 is missing", allow_shrink=True)
    assert changes.gone == [] and changes.kept == "page 3 is missing"


def test_missing_program_may_be_one_of_the_refused_rows() -> None:
    refused = [Refused("row 1", "no id")]
    assert against(TEN, *TEN[1:], refused=refused, unread=1).gone == []
    assert len(against(TEN, *TEN[1:], refused=refused).gone) == 1  # details: the list was read whole


def test_older_data_marks_nothing_as_gone() -> None:
    newer = [dataclasses.replace(record, retrieved=AUGUST) for record in TEN]
    changes = compare({record.id: record for record in newer}, batch(*TEN[1:]))
    assert changes.gone == [] and "newer" in (changes.kept or "")


def test_older_words_do_not_replace_newer_ones() -> None:
    known = program(1, "새 이름", AUGUST)
    changes = compare({known.id: known}, batch(program(1, "옛 이름", JUNE)))
    assert changes.unchanged == 1


def test_older_words_fill_what_is_unknown() -> None:
    known = program(1, "새 이름", AUGUST)
    change = compare({known.id: known}, batch(program(1, "옛 이름", JUNE, documents="신분증"))).changed[0]
    assert change.fields == ("documents",) and change.after.name == "새 이름"


def test_empty_text_takes_nothing_away() -> None:
    known = program(1, documents="신분증")
    assert against([known], program(1)).unchanged == 1


def test_empty_text_of_a_whole_record_is_empty_at_the_source() -> None:
    known, now = program(1, documents="신분증"), program(1)
    change = against([known], now, whole={now.id}).changed[0]
    assert change.fields == ("documents",) and change.after.documents == ""


def test_list_row_does_not_put_a_summary_in_the_place_of_details() -> None:
    known = program(1, target="65세 이상", summary="긴 설명", contacts=(("복지과", "02-1"),))
    change = against([known], program(1, "바뀐 이름", summary="짧은 설명", contacts=(("", "02-9"),))).changed[0]
    assert change.fields == ("name",)
    assert change.after.summary == "긴 설명" and change.after.contacts == (("복지과", "02-1"),)


def test_program_that_now_serves_the_whole_province_loses_its_district() -> None:
    assert against([program(1)], program(1, district=None)).changed[0].after.district is None


def test_return_of_a_changed_program_tells_both() -> None:
    known = program(1, gone=JUNE)
    changes = against([known], program(1, "바뀐 이름"))
    assert len(changes.back) == len(changes.changed) == 1 and changes.back[0].gone is None


def test_older_file_does_not_bring_a_gone_program_back() -> None:
    known = program(1, gone=AUGUST)
    assert compare({known.id: known}, batch(program(1))).back == []
