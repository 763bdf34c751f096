"""A snapshot is written whole, swapped at once, and refused when it is damaged."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path

import pytest

from bot.knowledge import snapshot as snapshot_module
from bot.knowledge.snapshot import Entry, Snapshot, is_sound, write_entries, write_snapshot
from tests.bot.factories import program_data
from tests.bot.knowledge.imported import create_imported

TAXI, MEAL = create_imported("WLF1"), create_imported("WLF2", "무료 점심 나눔")
ENTRY = Entry("program", "warm_meal", program_data())


def current(folder: Path) -> Snapshot:
    snapshot = Snapshot.current(folder)
    assert snapshot is not None
    return snapshot


def test_what_was_written_is_read(tmp_path: Path) -> None:
    desk = Entry("desk", "main", {"id": "main", "office": "dongjak", "references": {}})
    version = write_snapshot(tmp_path, [TAXI, MEAL], [desk, ENTRY])
    snapshot = current(tmp_path)
    assert snapshot.version == version and len(version) == 12
    assert snapshot.entries("program") == {"warm_meal": program_data()}
    assert list(snapshot.entries("desk")) == ["main"]
    assert len(snapshot.catalog) == 2 and snapshot.catalog.get("bokjiro-local:WLF1") == TAXI


def test_nothing_was_ever_published(tmp_path: Path) -> None:
    assert Snapshot.current(tmp_path) is None
    assert Snapshot.current(tmp_path / "nowhere") is None


def test_an_empty_snapshot_finds_nothing(tmp_path: Path) -> None:
    write_snapshot(tmp_path, [], [])
    assert current(tmp_path).catalog.find("택시", "dongjak") == []


def test_the_same_content_has_the_same_version_in_whatever_order(tmp_path: Path) -> None:
    first = write_snapshot(tmp_path / "one", [TAXI, MEAL], [ENTRY])
    assert write_snapshot(tmp_path / "two", [MEAL, TAXI], [ENTRY]) == first
    assert write_snapshot(tmp_path / "two", [TAXI], [ENTRY]) != first
    assert write_snapshot(tmp_path / "two", [TAXI, MEAL], []) != first


def test_writing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    write_snapshot(tmp_path, [TAXI], [])
    before = json.loads((tmp_path / "current.json").read_text(encoding="utf-8"))
    write_snapshot(tmp_path, [TAXI], [])
    after = json.loads((tmp_path / "current.json").read_text(encoding="utf-8"))
    assert (after["version"], after["sha256"]) == (before["version"], before["sha256"])
    assert [path.name for path in tmp_path.glob("*.sqlite")] == [f"{before['version']}.sqlite"]


def test_a_damaged_snapshot_is_refused_and_the_former_stays_in_force(tmp_path: Path) -> None:
    former = write_snapshot(tmp_path, [TAXI], [])
    damaged = tmp_path / f"{write_snapshot(tmp_path, [TAXI, MEAL], [])}.sqlite"
    damaged.write_bytes(damaged.read_bytes()[:-4096])
    assert current(tmp_path).version == former
    damaged.unlink()
    assert current(tmp_path).version == former


def test_damage_of_everything_leaves_none(tmp_path: Path) -> None:
    path = tmp_path / f"{write_snapshot(tmp_path, [TAXI], [])}.sqlite"
    path.write_bytes(b"nothing")
    assert Snapshot.current(tmp_path) is None


def test_a_pointer_that_cannot_be_read_leaves_none(tmp_path: Path) -> None:
    write_snapshot(tmp_path, [TAXI], [])
    for content in ("{", "[]", '{"version": null}', ""):
        (tmp_path / "current.json").write_text(content, encoding="utf-8")
        assert Snapshot.current(tmp_path) is None


def test_the_last_five_are_kept_and_nothing_unfinished(tmp_path: Path) -> None:
    versions = [write_snapshot(tmp_path, [create_imported(f"WLF{n}")], []) for n in range(7)]
    assert {path.stem for path in tmp_path.glob("*.sqlite")} == set(versions[-5:])
    assert list(tmp_path.glob(".*")) == []


def test_whoever_reads_an_older_one_goes_on_reading_it(tmp_path: Path) -> None:
    write_snapshot(tmp_path, [TAXI], [])
    catalog = current(tmp_path).catalog
    for number in range(7):
        write_snapshot(tmp_path, [create_imported(f"WLF{number + 10}")], [])
    assert catalog.get("bokjiro-local:WLF1") == TAXI
    assert [hit.program for hit in catalog.find("섬김택시", "dongjak")] == [TAXI]


def test_many_threads_find_in_one_catalog(tmp_path: Path) -> None:
    write_snapshot(tmp_path, [TAXI, MEAL], [])
    catalog = current(tmp_path).catalog
    found: list[str] = []

    def ask() -> None:
        for _ in range(20):
            found.append(catalog.find("섬김택시 얼마예요", "dongjak")[0].program.name)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [TAXI.name] * 120


def test_a_detail_without_a_name_is_left_out(tmp_path: Path) -> None:
    write_snapshot(tmp_path, [TAXI, create_imported("WLF9", name="")], [])
    assert len(current(tmp_path).catalog) == 1


@pytest.fixture
def no_catalog_is_written(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(snapshot_module, "write_catalog", lambda *_: pytest.fail("the catalog was written anew"))
    return monkeypatch


def other(name: str = "고친일") -> Entry:
    return Entry("program", "warm_meal", program_data(name=name))


def test_only_the_entries_are_written_where_nothing_else_changed(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    former = write_snapshot(tmp_path, [TAXI, MEAL], [ENTRY], stamp="s1")
    request.getfixturevalue("no_catalog_is_written")
    version = write_entries(tmp_path, [other()], "s1")
    snapshot = current(tmp_path)
    assert snapshot.version == version != former and is_sound(tmp_path)
    assert snapshot.entries("program") == {"warm_meal": program_data(name="고친일")}
    assert len(snapshot.catalog) == 2 and snapshot.catalog.find("섬김택시", "dongjak")
    assert Snapshot(tmp_path / f"{former}.sqlite").entries("program") == {"warm_meal": program_data()}
    assert list(tmp_path.glob(".*")) == []


def test_the_version_does_not_tell_how_a_snapshot_was_written(tmp_path: Path) -> None:
    write_snapshot(tmp_path / "one", [TAXI, MEAL], [ENTRY], stamp="s1")
    entries_alone = write_entries(tmp_path / "one", [other()], "s1")
    assert entries_alone == write_snapshot(tmp_path / "two", [TAXI, MEAL], [other()], stamp="s1")
    assert write_entries(tmp_path / "one", [ENTRY], "s1") == write_snapshot(tmp_path / "three", [TAXI, MEAL], [ENTRY])


def test_the_catalog_of_other_imports_is_not_taken_over(tmp_path: Path) -> None:
    assert write_entries(tmp_path, [ENTRY], "s1") is None
    write_snapshot(tmp_path, [TAXI], [ENTRY], stamp="s1")
    assert write_entries(tmp_path, [other()], "s2") is None


def test_the_catalog_of_another_program_version_is_not_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = write_snapshot(tmp_path, [TAXI], [ENTRY], stamp="s1")
    monkeypatch.setattr(snapshot_module, "_code", lambda: "newer")
    assert write_entries(tmp_path, [other()], "s1") is None
    assert write_snapshot(tmp_path, [TAXI], [ENTRY], stamp="s1") != former


def test_a_damaged_catalog_is_not_taken_over(tmp_path: Path) -> None:
    version = write_snapshot(tmp_path, [TAXI], [ENTRY], stamp="s1")
    (tmp_path / f"{version}.sqlite").write_bytes(b"nothing")
    assert write_entries(tmp_path, [other()], "s1") is None


def test_the_same_content_is_not_even_copied(tmp_path: Path) -> None:
    version = write_snapshot(tmp_path, [TAXI], [ENTRY], stamp="s1")
    before = (tmp_path / f"{version}.sqlite").stat()
    assert write_entries(tmp_path, [ENTRY], "s1") == version == write_snapshot(tmp_path, [TAXI], [ENTRY], stamp="s1")
    assert (tmp_path / f"{version}.sqlite").stat() == before


def test_a_snapshot_is_sound_only_as_it_was_written(tmp_path: Path) -> None:
    assert not is_sound(tmp_path)
    path = tmp_path / f"{write_snapshot(tmp_path, [TAXI], [ENTRY])}.sqlite"
    assert is_sound(tmp_path)
    content = path.read_bytes()
    path.write_bytes(b"nothing")
    assert not is_sound(tmp_path)
    path.write_bytes(content)
    assert is_sound(tmp_path)
    path.unlink()
    assert not is_sound(tmp_path)
    shutil.rmtree(tmp_path)
    assert not is_sound(tmp_path)
