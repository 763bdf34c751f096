"""The knowledge in force changes with its files, without a restart and never in the way of an answer."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest

from bot.knowledge import base as base_module
from bot.knowledge import current as current_module
from bot.knowledge.base import CurrentKnowledge, KnowledgeBase
from bot.knowledge.linking import sheet as sheet_module
from bot.knowledge.snapshot import Entry, write_snapshot
from tests.bot.factories import program_data, write_program
from tests.bot.knowledge.imported import create_imported


@pytest.fixture(autouse=True)
def nothing_published(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this test's snapshots; those of a running service are none of its business."""
    folder = tmp_path_factory.mktemp("var")
    monkeypatch.setattr("bot.paths.VAR", folder)
    return folder / "knowledge"


@pytest.fixture
def every_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current_module, "_LOOK_EVERY", 0.01)
    monkeypatch.setattr(current_module, "_FILES_AT_EVERY", 1)


def wait_for(current: CurrentKnowledge, version: str) -> KnowledgeBase:
    """What is in force once it is no longer `version`, within five seconds."""
    until = time.monotonic() + 5
    while (base := current.get()).version == version:
        assert time.monotonic() < until, "the change was not noticed"
        time.sleep(0.02)
    return base


def test_a_folder_is_loaded_with_its_version(tmp_path: Path) -> None:
    write_program(tmp_path)
    base = KnowledgeBase.load(tmp_path)
    assert list(base.programs) == ["warm_meal"] and base.problems == []
    assert base.version == KnowledgeBase.load(tmp_path).version


def test_the_version_changes_with_any_change_of_a_file(tmp_path: Path) -> None:
    path = write_program(tmp_path)
    before = KnowledgeBase.load(tmp_path).version
    path.write_text(path.read_text(encoding="utf-8") + "# a word\n", encoding="utf-8")
    assert KnowledgeBase.load(tmp_path).version != before


@pytest.mark.usefixtures("every_moment")
def test_a_changed_file_is_in_force_within_seconds(tmp_path: Path) -> None:
    write_program(tmp_path, aliases=["반찬배달"])
    current = CurrentKnowledge(tmp_path)
    before = current.get()
    write_program(tmp_path, aliases=["찬거리나눔"], answers={"where": "구청에서 신청합니다."})
    after = wait_for(current, before.version)
    assert after.programs["warm_meal"].answers["where"] == "구청에서 신청합니다."
    assert after.linker.link("찬거리나눔 신청")[0].via == "name"
    assert "where" not in before.programs["warm_meal"].answers, "a version in use stays as it was"


@pytest.mark.usefixtures("every_moment")
def test_new_and_removed_files_are_noticed(tmp_path: Path) -> None:
    first = write_program(tmp_path, "first_one", name="첫째일")
    current = CurrentKnowledge(tmp_path)
    before = current.get().version
    write_program(tmp_path, "second_one", name="둘째일")
    both = wait_for(current, before)
    assert set(both.programs) == {"first_one", "second_one"}
    first.unlink()
    assert set(wait_for(current, both.version).programs) == {"second_one"}


@pytest.mark.usefixtures("every_moment")
def test_a_file_that_breaks_takes_only_itself_away(tmp_path: Path) -> None:
    broken = write_program(tmp_path, "first_one", name="첫째일")
    write_program(tmp_path, "second_one", name="둘째일")
    current = CurrentKnowledge(tmp_path)
    before = current.get().version
    broken.write_text("id: [", encoding="utf-8")
    after = wait_for(current, before)
    assert set(after.programs) == {"second_one"}
    assert [Path(problem.file).name for problem in after.problems] == ["first_one.yml"]


@pytest.mark.usefixtures("every_moment")
def test_nobody_waits_while_the_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_program(tmp_path)
    current = CurrentKnowledge(tmp_path)
    before = current.get()
    reading, go_on = threading.Event(), threading.Event()
    load = KnowledgeBase.load

    def slowly(folder: Path, snapshots: Path | None, last: KnowledgeBase | None) -> KnowledgeBase:
        reading.set()
        go_on.wait(5)
        return load(folder, snapshots, last)

    monkeypatch.setattr(KnowledgeBase, "load", slowly)
    write_program(tmp_path, aliases=["찬거리나눔"])
    time.sleep(0.02)
    current.get()
    assert reading.wait(5)
    begun = time.monotonic()
    assert current.get().version == before.version
    assert time.monotonic() - begun < 0.5
    go_on.set()
    wait_for(current, before.version)


def test_files_are_not_looked_at_for_every_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_program(tmp_path)
    current = CurrentKnowledge(tmp_path)
    base = current.get()
    monkeypatch.setattr(base_module, "_fingerprint", lambda folder: pytest.fail("looked at the files"))
    assert all(current.get() is base for _ in range(100))


@pytest.mark.usefixtures("every_moment")
def test_a_change_is_taken_up_while_nobody_asks(tmp_path: Path) -> None:
    write_program(tmp_path)
    current = CurrentKnowledge(tmp_path)
    before = current.get()
    write_program(tmp_path, aliases=["찬거리나눔"])
    until = time.monotonic() + 5
    while current._value is before and time.monotonic() < until:
        time.sleep(0.02)
    assert current.get() is not before, "the first answer after the change is already the new one"


@pytest.mark.usefixtures("every_moment")
def test_files_that_cannot_be_read_leave_what_was_in_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_program(tmp_path)
    current = CurrentKnowledge(tmp_path)
    before = current.get()
    failed = threading.Event()

    def fails(folder: Path) -> str:
        failed.set()
        raise PermissionError(folder)

    with monkeypatch.context() as patch:
        patch.setattr(base_module, "_fingerprint", fails)
        assert failed.wait(5) and current.get() is before
    write_program(tmp_path, aliases=["찬거리나눔"])
    assert wait_for(current, before.version).linker.link("찬거리나눔 신청")[0].via == "name"


def test_a_file_taken_away_while_the_folder_is_read_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write_program(tmp_path, "first_one", name="첫째일")
    write_program(tmp_path, "second_one", name="둘째일")
    listed = sorted(tmp_path.rglob("*.yml"))
    first.unlink()
    monkeypatch.setattr(Path, "rglob", lambda folder, pattern: iter(listed))
    base = KnowledgeBase.load(tmp_path)
    assert set(base.programs) == {"second_one"}
    assert [problem.reason for problem in base.problems] == ["no such file"]


def test_what_staff_edited_counts_instead_of_the_files(tmp_path: Path, nothing_published: Path) -> None:
    write_program(tmp_path, "first_one", name="첫째일")
    write_program(tmp_path, "second_one", name="둘째일")
    edited = [
        Entry("program", "second_one", program_data("second_one", "고친일")),
        Entry("program", "third_one", program_data("third_one", "새로운일")),
    ]
    before = KnowledgeBase.load(tmp_path).version
    write_snapshot(nothing_published, [], edited)
    base = KnowledgeBase.load(tmp_path)
    assert {id: program.name for id, program in base.programs.items()} == {
        "first_one": "첫째일", "second_one": "고친일", "third_one": "새로운일",
    }  # fmt: skip
    assert base.linker.link("새로운일 신청")[0].program == "third_one" and base.version != before


def test_an_edited_program_that_cannot_be_read_leaves_its_file_in_force(
    tmp_path: Path, nothing_published: Path
) -> None:
    write_program(tmp_path, "first_one", name="첫째일")
    write_snapshot(nothing_published, [], [Entry("program", "first_one", {"id": "first_one"})])
    base = KnowledgeBase.load(tmp_path)
    assert base.programs["first_one"].name == "첫째일"
    assert ["first_one" in problem.reason for problem in base.problems] == [True]


@pytest.mark.usefixtures("every_moment")
def test_a_published_snapshot_is_in_force_within_seconds(tmp_path: Path, nothing_published: Path) -> None:
    write_program(tmp_path)
    current = CurrentKnowledge(tmp_path)
    before = current.get()
    assert before.catalog is None
    write_snapshot(nothing_published, [create_imported("WLF1")], [])
    after = wait_for(current, before.version)
    assert after.catalog is not None and after.catalog.find("섬김택시", "dongjak")[0].program.source_id == "WLF1"


def test_files_that_are_the_same_are_not_read_again_for_another_snapshot(
    tmp_path: Path, nothing_published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_program(tmp_path, "first_one", name="첫째일")
    before = KnowledgeBase.load(tmp_path)
    write_snapshot(nothing_published, [], [Entry("program", "third_one", program_data("third_one", "새로운일"))])
    with monkeypatch.context() as patch:
        patch.setattr(base_module, "load_programs", lambda folder: pytest.fail("read the files"))
        after = KnowledgeBase.load(tmp_path, last=before)
    assert set(after.programs) == {"first_one", "third_one"} and after.version != before.version
    path.write_text(path.read_text(encoding="utf-8").replace("첫째일", "고친일"), encoding="utf-8")
    assert KnowledgeBase.load(tmp_path, last=after).programs["first_one"].name == "고친일"


def test_a_new_alias_is_known_with_the_new_answer_and_only_its_program_is_read(
    tmp_path: Path, nothing_published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_program(tmp_path, "first_one", name="첫째일")
    write_program(tmp_path, "second_one", name="둘째일")
    before = KnowledgeBase.load(tmp_path)
    data = program_data("first_one", "첫째일", aliases=["찬거리나눔"], answers={"where": "구청에서 신청합니다."})
    write_snapshot(nothing_published, [], [Entry("program", "first_one", data)])
    read: list[str] = []

    def rows_of(text: str) -> tuple[int, ...]:
        read.append(text)
        return ()

    with monkeypatch.context() as patch:
        patch.setattr(sheet_module, "rows_of", rows_of)
        after = KnowledgeBase.load(tmp_path, last=before)
    assert after.programs["first_one"].answers["where"] == "구청에서 신청합니다."
    assert after.linker.link("찬거리나눔 신청")[0].via == "name"
    assert "첫째일" in read and "둘째일" not in read


def test_where_only_imported_programs_changed_the_index_of_ours_stays(tmp_path: Path, nothing_published: Path) -> None:
    write_program(tmp_path, "first_one", name="첫째일")
    before = KnowledgeBase.load(tmp_path)
    write_snapshot(nothing_published, [create_imported("WLF1")], [])
    after = KnowledgeBase.load(tmp_path, last=before)
    assert after.version != before.version and after.linker is before.linker


@pytest.mark.parametrize("new", ["first_one", "third_one"])
def test_an_index_of_other_programs_is_never_used(tmp_path: Path, nothing_published: Path, new: str) -> None:
    write_program(tmp_path, "first_one", name="첫째일")
    before = KnowledgeBase.load(tmp_path)
    write_snapshot(nothing_published, [], [Entry("program", new, program_data(new, "새로운일"))])
    after = KnowledgeBase.load(tmp_path, last=before)
    assert after.linker is not before.linker and after.linker.link("새로운일 신청")[0].program == new


def test_the_pointer_is_looked_at_every_second_and_the_files_every_five() -> None:
    assert current_module._LOOK_EVERY == 1.0
    assert current_module._LOOK_EVERY * current_module._FILES_AT_EVERY == 5.0


def test_between_two_looks_at_the_files_only_the_snapshot_counts(tmp_path: Path, nothing_published: Path) -> None:
    path = write_program(tmp_path, "first_one", name="첫째일")
    current = CurrentKnowledge(tmp_path)
    before = current.get()
    path.write_text(path.read_text(encoding="utf-8").replace("첫째일", "고친일"), encoding="utf-8")
    current.refresh(files=False)
    assert current.get() is before
    write_snapshot(nothing_published, [create_imported("WLF1")], [])
    current.refresh(files=False)
    assert current.get().catalog is not None
    current.refresh()
    assert current.get().programs["first_one"].name == "고친일"


@pytest.mark.usefixtures("every_moment")
def test_a_lost_folder_of_snapshots_leaves_what_was_in_force_until_it_is_made_again(
    tmp_path: Path, nothing_published: Path
) -> None:
    write_program(tmp_path)
    write_snapshot(nothing_published, [create_imported("WLF1")], [])
    current = CurrentKnowledge(tmp_path)
    before = current.get()
    shutil.rmtree(nothing_published)
    time.sleep(0.2)
    assert current.get() is before and before.catalog is not None and before.catalog.find("섬김택시", "dongjak")
    write_snapshot(nothing_published, [create_imported("WLF1"), create_imported("WLF2", "다른일")], [])
    assert len(wait_for(current, before.version).catalog or ()) == 2


@pytest.mark.usefixtures("every_moment")
def test_a_damaged_snapshot_changes_nothing(tmp_path: Path, nothing_published: Path) -> None:
    write_program(tmp_path)
    write_snapshot(nothing_published, [create_imported("WLF1")], [])
    current = CurrentKnowledge(tmp_path)
    before = current.get()
    pointer = nothing_published / "current.json"
    pointer.write_text(pointer.read_text(encoding="utf-8").replace("sha256", "sha1"), encoding="utf-8")
    write_snapshot(nothing_published, [create_imported("WLF1"), create_imported("WLF2", "다른일")], [])
    newest = max(nothing_published.glob("*.sqlite"), key=lambda path: path.stat().st_mtime_ns)
    newest.write_bytes(b"damaged")
    time.sleep(0.2)
    assert current.get().catalog is not None and before.catalog is not None
    assert current.get().catalog.find("섬김택시", "dongjak")
