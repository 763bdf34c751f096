"""The table of dongs says what the official list says, and our centers stand in it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import pytest

from bot.knowledge.directory import Directory
from bot.knowledge.dongs import dongs
from bot.paths import ROOT
from tests.shared import needs

OFFICIAL = ROOT.parent / "shared" / "data" / "dong-codes-2023-05" / "dongjak_jinju_kikmix.csv"
DISTRICTS = {"동작구": "dongjak", "진주시": "jinju"}


def official() -> Iterator[tuple[str, str, str, str]]:
    """Office, administrative dong without its 제, its code, and one legal dong or ri in it."""
    with OFFICIAL.open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if name := re.sub(r"제(?=\d)", "", row["읍면동명"]):
                yield DISTRICTS[row["시군구명"]], name, row["행정동코드"], row["동리명"]


@needs(OFFICIAL)
def test_the_table_is_the_official_one() -> None:
    """But for the eups and myeons, which the list also names as legal ones of their own."""
    ours = {
        (office, dong.name, dong.code, legal)
        for office, table in dongs().items()
        for dong in table.all.values()
        for legal in dong.legal
    }
    assert ours == {row for row in official() if row[1] != row[3] or row[1].endswith("동")}


@pytest.mark.parametrize("office", ["dongjak", "jinju"])
def test_every_dong_of_the_table_has_one_center_with_its_legal_dongs(office: str) -> None:
    directory, _ = Directory.load()
    centers = [desk for desk in directory.desks.values() if desk.office == office and desk.dongs]
    assert sorted(dong for desk in centers for dong in desk.dongs) == sorted(dongs()[office].all)
    for desk in centers:
        (dong,) = desk.dongs
        assert set(desk.legal_dongs) - {dong} == set(dongs()[office].all[dong].legal) - {dong}, dong


def test_a_name_of_both_kinds_is_the_administrative_dong_but_in_an_address_the_legal_one() -> None:
    jinju = dongs()["jinju"]
    assert jinju.meant("평거동") == {"평거동"}
    assert jinju.meant("평거동", address=True) == {"평거동", "판문동"}
    assert jinju.also_in("평거동") == ["판문동"] and jinju.also_in("하대동") == []
