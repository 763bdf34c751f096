"""Files that people made of 복지로: CSV, and harvests in JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from handoff.knowledge.readers import Reading, UnreadableImport, combine, read_file
from tests.handoff.knowledge.readers.samples import (
    CENTERS_CSV,
    CENTRAL,
    DAY,
    DETAILS,
    LISTED,
    LOCAL,
    RAW,
    TWO_OFFICES,
    YOUTH_CSV,
    needs_samples,
)

pytestmark = needs_samples


def read(path: Path, source: str = LOCAL) -> Reading:
    return read_file(path, source, DAY)


def test_a_file_of_both_sources_is_read_with_each() -> None:
    central, local = read(LISTED, CENTRAL), read(LISTED)
    assert (len(central.records), central.elsewhere) == (451, 4561)
    assert (len(local.records), local.elsewhere) == (4561, 451)
    assert central.refused == local.refused == []


def test_names_repeat_and_ids_do_not() -> None:
    records = [*read(LISTED, CENTRAL).records, *read(LISTED).records]
    assert len({r.id for r in records}) == 5012
    assert 5012 - len({r.name for r in records}) >= 634


def test_tags_that_were_guessed_are_left_out() -> None:
    programs = {r.source_id: r for r in read(TWO_OFFICES).records}
    assert programs["WLF00005367"].households == ()  # 자동분류(키워드)
    assert programs["WLF00006121"].households == ("장애인",)


def test_what_the_harvester_added_to_how_to_apply_goes() -> None:
    programs = {r.source_id: r for r in read(TWO_OFFICES).records}
    assert programs["WLF00005380"].how_to_apply == "방문, 인터넷"
    assert not any("복지로 상세 참조" in r.how_to_apply for r in read(LISTED).records)


def test_short_names_of_regions_are_the_full_ones() -> None:
    regions = {(r.province, r.district) for r in read(TWO_OFFICES).records}
    assert regions == {("서울특별시", "동작구"), ("경상남도", "진주시")}


def test_a_row_that_holds_its_detail_is_one_program() -> None:
    detailed = [r for r in read(TWO_OFFICES).records if r.target]
    assert len(detailed) == 5
    assert all(r.name and r.contacts and r.benefit for r in detailed)


def test_details_by_id_have_no_name_and_are_combined_with_their_rows() -> None:
    listed = {r.id: r for r in read(LISTED).records}
    details = read(DETAILS).records
    assert len(details) == 1000 and {detail.name for detail in details} == {""}
    whole = [combine(listed[detail.id], detail) for detail in details if detail.id in listed]
    assert len(whole) == 980
    assert all(program.name and program.province for program in whole)


def test_csv_rows_that_are_shifted_are_refused_with_their_line() -> None:
    reading = read(YOUTH_CSV)
    assert (len(reading.records), reading.elsewhere, len(reading.refused)) == (940, 90, 24)
    assert {refused.reason for refused in reading.refused} == {"has 14 values for 15 columns"}
    assert reading.refused[0].place == "line 1034"


def test_csv_tells_the_district_by_the_department() -> None:
    programs = {r.source_id: r for r in read(YOUTH_CSV).records}
    assert (programs["WLF00003436"].province, programs["WLF00003436"].district) == ("충청북도", "보은군")
    central = {r.source_id: r for r in read(YOUTH_CSV, CENTRAL).records}["WLF00001182"]
    assert (central.department, central.province) == ("농림축산식품부 축산경영과", None)
    assert central.contacts == (("농림축산식품부", "044-330-1114"),)


def test_centers_are_no_programs() -> None:
    reading = read(CENTERS_CSV)
    assert reading.records == [] and len(reading.refused) == 520
    assert reading.refused[0].place == "line 2"


def test_csv_without_the_column_of_names_is_refused_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("servId,department\nWLF00000001,경기도 부천시\nWLF00000002,경기도 부천시\n", encoding="utf-8-sig")
    assert [(r.place, r.reason) for r in read(path).refused] == [
        ("line 2", "the name is missing"),
        ("line 3", "the name is missing"),
    ]


def test_a_file_of_another_source_is_refused() -> None:
    with pytest.raises(UnreadableImport, match="none of its 31 programs is of 복지로 중앙부처"):
        read(TWO_OFFICES, CENTRAL)


def test_an_empty_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "empty.json").write_bytes(b"")
    with pytest.raises(UnreadableImport, match=r"empty\.json: it is empty"):
        read(tmp_path / "empty.json")


def test_a_file_that_holds_the_error_of_a_service_says_which() -> None:
    with pytest.raises(UnreadableImport, match="30 SERVICE_KEY_IS_NOT_REGISTERED_ERROR"):
        read(RAW / "error_key_not_registered.xml")
