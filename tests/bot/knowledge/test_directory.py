"""The desks of both offices: every unit leads to somebody, every crisis to somebody awake."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.knowledge import current as current_module
from bot.knowledge.directory import OFFICES, CurrentDirectory, Desk, Directory
from bot.knowledge.snapshot import Entry, write_snapshot
from bot.paths import DATA
from bot.safety.kinds import HOTLINES, KINDS

CORE = (
    "livelihood", "emergency_welfare", "senior", "disability", "childcare", "family", "youth", "housing", "employment",
    "health_center", "mental_health", "suicide_109", "emergency_119", "police_112", "women_1366", "elder_abuse",
    "child_abuse", "pension", "health_insurance", "counselor",
)  # fmt: skip
FURTHER = (
    "case_management", "integrated_care", "welfare_129", "youth_1388", "disability_rights", "migrants", "legal_aid",
    "veterans", "education", "audit",
)  # fmt: skip


@pytest.fixture(scope="module")
def directory() -> Directory:
    found, problems = Directory.load()
    assert problems == []
    return found


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("unit", [*CORE, *FURTHER])
def test_every_unit_leads_to_a_desk_with_a_phone(directory: Directory, unit: str, office: str) -> None:
    desk = directory.desk_for(unit, office)
    assert desk is not None and desk.phones
    assert desk.office in (office, "national")


@pytest.mark.parametrize("office", OFFICES)
def test_every_dong_has_its_own_center(directory: Directory, office: str) -> None:
    dongs = {dong for desk in directory.desks.values() if desk.office == office for dong in desk.dongs}
    assert len(dongs) == {"dongjak": 15, "jinju": 30}[office]
    for dong in dongs:
        desk = directory.desk_for("dong_center", office, dong)
        assert desk is not None and dong in desk.dongs


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("kind", KINDS)
def test_somebody_is_awake_for_every_crisis_at_three_on_new_years_morning(
    directory: Directory, kind: str, office: str
) -> None:
    desks = [directory.desk_for(unit, office) for unit in KINDS[kind].units]
    assert any(desk is not None and desk.always_open for desk in desks)


def test_the_first_hotlines_of_a_crisis_can_be_reached_without_a_voice(directory: Directory) -> None:
    for unit in ("emergency_119", "police_112", "child_abuse", "suicide_109"):
        desk = directory.desk_for(unit, "dongjak")
        assert desk is not None and "text" in desk.ways, unit


def test_the_crisis_net_and_the_directory_name_the_same_numbers(directory: Directory) -> None:
    for unit in {unit for kind in KINDS.values() for unit in kind.units} & HOTLINES.keys():
        desk = directory.desk_for(unit, "jinju")
        assert desk is not None and desk.phones[0] == HOTLINES[unit].number, unit


@pytest.mark.parametrize("office", OFFICES)
def test_a_complaint_goes_to_a_desk_that_does_nothing_else(directory: Directory, office: str) -> None:
    desk = directory.desk_for("audit", office)
    assert desk is not None and desk.units == ("audit",)


def test_the_main_number_of_each_office(directory: Directory) -> None:
    dongjak, jinju = directory.main_desk("dongjak"), directory.main_desk("jinju")
    assert dongjak is not None and dongjak.phones[0] == "02-820-1114"
    assert jinju is not None and jinju.phones[0] == "055-749-2114"


def test_no_desk_of_dongjak_has_a_number_from_before_the_move(directory: Directory) -> None:
    """Since 2025-06-03 departments answer at 820-1xxx and 820-9xxx; the insurance branch is another house."""
    for desk in directory.desks.values():
        if desk.office == "dongjak" and desk.kind in ("department", "main"):
            assert all(phone.startswith(("02-820-1", "02-820-9")) for phone in desk.phones), desk.id


def test_a_place_that_is_told_leads_to_its_one_center(directory: Directory) -> None:
    (dong,) = directory.dongs_in("상도3동 사는데 주민센터 어디예요", "dongjak")
    desk = directory.desk_for("dong_center", "dongjak", dong)
    assert desk is not None and desk.name == "상도3동주민센터" and desk.phones == ("02-822-1005",)


def test_no_place_is_no_center(directory: Directory) -> None:
    assert directory.dongs_in("주민센터 어디예요", "dongjak") == []
    assert directory.desk_for("dong_center", "dongjak") is None


def test_hours_are_said_in_words_with_what_there_is_to_add(directory: Directory) -> None:
    assert directory.desks["dongjak_sangdo3"].hours_in_words.startswith("평일 오전 9시부터 오후 6시까지")
    assert directory.desks["national_109"].hours_in_words.startswith("하루 24시간 받습니다. 문자는")
    assert "02-820-1119" in directory.desks["dongjak_main"].hours_in_words
    for desk in directory.desks.values():
        assert desk.hours_in_words.endswith("."), desk.id


def test_migrants_are_heard_in_their_languages(directory: Directory) -> None:
    desk = directory.desk_for("migrants", "jinju")
    assert desk is not None and {"vi", "zh", "km", "ru"} <= set(desk.languages)


def test_somebody_can_be_reached_in_sign_language_at_any_hour(directory: Directory) -> None:
    assert any("sign" in desk.ways and desk.always_open for desk in directory.desks.values())


def test_a_wrong_desk_is_named_and_its_file_left_out(tmp_path: Path) -> None:
    desk = {"id": "a_desk", "name": "어느 부서", "units": ["senior"], "phones": ["02-820-1114"], "hours": "office",
            "ways": ["voice"], "reference": "nowhere"}  # fmt: skip
    data = {"office": "dongjak", "assured_date": "2026-01-01", "desks": [desk],
            "references": {"main": {"title": "대표전화", "as_of": "2026-01-01"}}}  # fmt: skip
    (tmp_path / "x.yml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    directory, problems = Directory.load(tmp_path)
    assert directory.desks == {}
    assert [p.reason for p in problems] == ["unknown reference nowhere"]


def edited(**fields: Any) -> Entry:
    """A desk as staff wrote it: by default the center of 상도3동 with another number."""
    document = {
        "id": "dongjak_sangdo3", "office": "dongjak", "name": "상도3동주민센터", "kind": "dong_center", "units": ["dong_center"],
        "phones": ["02-822-0000"], "hours": "office", "ways": ["voice", "visit"], "dongs": ["상도3동"], "reference": "call",
        "references": {"call": {"title": "전화로 확인", "as_of": "2026-11-20"}},
    } | fields  # fmt: skip
    return Entry("desk", document["id"], document)


def center_of_sangdo3(directory: Directory) -> Desk:
    desk = directory.desk_for("dong_center", "dongjak", "상도3동")
    assert desk is not None
    return desk


@pytest.fixture
def every_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current_module, "_LOOK_EVERY", 0.01)
    monkeypatch.setattr(current_module, "_FILES_AT_EVERY", 1)


def wait_for(current: CurrentDirectory, phone: str) -> Directory:
    """The directory in force once the center of 상도3동 has this number, within five seconds."""
    until = time.monotonic() + 5
    while center_of_sangdo3(current.get()).phones != (phone,):
        assert time.monotonic() < until, "the change was not noticed"
        time.sleep(0.02)
    return current.get()


@pytest.mark.usefixtures("every_moment")
def test_what_staff_changed_is_in_force_without_a_restart(tmp_path: Path) -> None:
    current = CurrentDirectory(snapshots=tmp_path)
    assert center_of_sangdo3(current.get()).phones == ("02-822-1005",)
    write_snapshot(tmp_path, [], [edited()])
    assert len(wait_for(current, "02-822-0000").desks) == len(Directory.load()[0].desks)
    write_snapshot(tmp_path, [], [])
    wait_for(current, "02-822-1005")


@pytest.mark.usefixtures("every_moment")
def test_a_changed_file_is_in_force_without_a_restart(tmp_path: Path) -> None:
    files = tmp_path / "organizations"
    shutil.copytree(DATA / "organizations", files)
    current = CurrentDirectory(files, snapshots=tmp_path / "knowledge")
    assert center_of_sangdo3(current.get()).phones == ("02-822-1005",)
    for path in files.rglob("*.yml"):
        path.write_text(path.read_text(encoding="utf-8").replace("02-822-1005", "02-822-0000"), encoding="utf-8")
    wait_for(current, "02-822-0000")


def test_a_desk_that_staff_added_is_found_behind_those_of_the_files(tmp_path: Path) -> None:
    write_snapshot(tmp_path, [], [edited(id="dongjak_new", kind="center", units=["senior", "counselor"], dongs=[])])
    found = CurrentDirectory(snapshots=tmp_path).get()
    assert found.desks["dongjak_new"].units == ("senior", "counselor")
    first = found.desk_for("senior", "dongjak")
    assert first is not None and first.id == "dongjak_senior"


def test_a_change_that_cannot_be_read_leaves_the_files_desk(tmp_path: Path) -> None:
    write_snapshot(tmp_path, [], [Entry("desk", "dongjak_sangdo3", {"id": "dongjak_sangdo3", "office": "dongjak"})])
    assert center_of_sangdo3(CurrentDirectory(snapshots=tmp_path).get()).phones == ("02-822-1005",)


@pytest.mark.usefixtures("every_moment")
@pytest.mark.parametrize("damage", ["damaged", "lost"])
def test_a_damaged_or_lost_pointer_leaves_the_desk_that_was_in_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    write_snapshot(tmp_path, [], [edited()])
    current = CurrentDirectory(snapshots=tmp_path)
    assert center_of_sangdo3(current.get()).phones == ("02-822-0000",)
    pointer = tmp_path / "current.json"
    if damage == "lost":
        pointer.unlink()
    else:
        pointer.write_text(pointer.read_text(encoding="utf-8").replace("sha256", "sha1"), encoding="utf-8")
    time.sleep(0.2)
    assert center_of_sangdo3(current.get()).phones == ("02-822-0000",)
    monkeypatch.setattr(CurrentDirectory, "_files", lambda _: "others")
    time.sleep(0.2)
    assert center_of_sangdo3(current.get()).phones == ("02-822-0000",)


def test_it_is_not_read_for_every_question(tmp_path: Path) -> None:
    current = CurrentDirectory(snapshots=tmp_path)
    before = current.get()
    write_snapshot(tmp_path, [], [edited()])
    assert current.get() is before


def test_another_folder_of_snapshots_counts_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.paths.VAR", tmp_path / "one")
    current = CurrentDirectory()
    assert center_of_sangdo3(current.get()).phones == ("02-822-1005",)
    write_snapshot(tmp_path / "two" / "knowledge", [], [edited()])
    monkeypatch.setattr("bot.paths.VAR", tmp_path / "two")
    assert center_of_sangdo3(current.get()).phones == ("02-822-0000",)
