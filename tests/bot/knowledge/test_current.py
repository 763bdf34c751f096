"""What is read from files follows them, and a fault leaves what was in force."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.eligibility import rulebook as rulebook_module
from bot.eligibility.rulebook import rulebook
from bot.knowledge import current as current_module
from bot.knowledge import situations as situations_module
from bot.knowledge.current import CurrentFiles
from bot.knowledge.situations import situations


@pytest.fixture(autouse=True)
def every_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current_module, "_LOOK_EVERY", 0.01)
    monkeypatch.setattr(current_module, "_FILES_AT_EVERY", 1)


def wait_for(current: CurrentFiles[str], value: str) -> None:
    until = time.monotonic() + 5
    while current.get() != value:
        assert time.monotonic() < until, "the change was not noticed"
        time.sleep(0.02)


def follow(folder: Path) -> tuple[Path, CurrentFiles[str]]:
    path = folder / "one.yml"
    path.write_text("first", encoding="utf-8")
    return path, CurrentFiles(lambda: path.read_text(encoding="utf-8"), folder)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path, current = follow(tmp_path)
    assert current.get() == "first"
    path.write_text("second", encoding="utf-8")
    wait_for(current, "second")


def test_what_has_not_changed_is_the_same_object(tmp_path: Path) -> None:
    path, current = follow(tmp_path)
    first = current.get()
    time.sleep(0.1)
    assert current.get() is first and path.exists()


def test_what_cannot_be_read_leaves_what_was_in_force(tmp_path: Path) -> None:
    path, current = follow(tmp_path)
    assert current.get() == "first"
    path.write_bytes(b"\xff")
    time.sleep(0.1)
    assert current.get() == "first"
    path.write_text("third", encoding="utf-8")
    wait_for(current, "third")


def test_rules_and_situations_are_read_once_and_follow_their_folders() -> None:
    assert rulebook() is rulebook() and situations() is situations()
    folders = {folder.name for folder in rulebook_module._current._folders}
    assert folders == {"eligibility", "yearly"}
    assert [folder.name for folder in situations_module._current._folders] == ["situations"]
