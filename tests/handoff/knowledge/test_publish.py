import asyncio
import json
import shutil
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.snapshot import Snapshot, default_folder
from handoff.db import transaction
from handoff.knowledge import publish as publishing
from handoff.knowledge.imports.tables import ImportedProgram
from handoff.knowledge.publish import publish, publish_waiting
from handoff.knowledge.tables import EntryVersion
from tests.bot.knowledge.imported import create_imported
from tests.handoff.knowledge.conftest import Office, add_imported, says

TAXI = create_imported("WLF1")
NEW = says("amount", "한 사람에 {price}까지 드리는 제도입니다.")


def in_force() -> Snapshot:
    snapshot = Snapshot.current()
    assert snapshot is not None
    return snapshot


def test_approved_entry_is_in_the_snapshot_and_a_draft_is_not(each_database: None, office: Office) -> None:
    office.put_in_force(NEW)
    office.draft(says("contact", "아직 아무도 보지 않은 답입니다."))
    version = publish()
    assert in_force().version == version
    assert in_force().entries("program") == {"winter_coat": office.document()}


def test_bot_answers_from_what_was_approved(office: Office, data: Path) -> None:
    before = KnowledgeBase.load(data / "programs")
    office.put_in_force(NEW)
    publish()
    after = KnowledgeBase.load(data / "programs")
    answer = after.programs["winter_coat"].answer("amount", date(2026, 11, 23))
    assert answer.text == "한 사람에 5만 원까지 드리는 제도입니다." and after.version != before.version


def test_desk_is_published_with_its_office(office: Office) -> None:
    office.put_in_force(lambda desk: desk.update(phones=["02-333-3333"]), "desk_one", "desk")
    publish()
    desk = in_force().entries("desk")["desk_one"]
    assert desk["phones"] == ["02-333-3333"] and desk["office"] == "dongjak"


def test_only_the_last_version_is_published(office: Office) -> None:
    office.put_in_force(NEW)
    office.put_in_force(says("amount", "{price}을 보태 드립니다."))
    publish()
    assert in_force().entries("program")["winter_coat"]["answers"]["amount"] == "{price}을 보태 드립니다."


def test_version_knows_the_first_snapshot_it_is_in(office: Office) -> None:
    made = office.put_in_force(NEW)
    first = publish()
    office.put_in_force(says("amount", "{price}을 보태 드립니다."))
    assert publish() != first
    with transaction() as session:
        assert session.get_one(EntryVersion, made.id).snapshot == first


def test_publishing_again_changes_nothing(office: Office) -> None:
    office.put_in_force(NEW)
    assert publish() == publish() and publish_waiting() == 0


def test_what_a_crash_left_unpublished_is_published_later(office: Office) -> None:
    office.put_in_force(NEW)
    assert publish_waiting() == 1 and publish_waiting() == 0
    assert "winter_coat" in in_force().entries("program")


def lose(folder: Path, how: str) -> None:
    pointer = json.loads((folder / "current.json").read_text(encoding="utf-8"))
    snapshot = folder / f"{pointer['version']}.sqlite"
    match how:
        case "folder":
            shutil.rmtree(folder)
        case "pointer":
            (folder / "current.json").unlink()
        case "file":
            snapshot.unlink()
        case "damaged":
            snapshot.write_bytes(snapshot.read_bytes()[:-4096])


@pytest.mark.parametrize("how", ["folder", "pointer", "file", "damaged"])
def test_lost_or_damaged_snapshot_is_made_again(each_database: None, office: Office, how: str) -> None:
    office.put_in_force(NEW)
    add_imported(TAXI)
    version = publish()
    lose(default_folder(), how)
    assert publish_waiting() == 0
    assert in_force().version == version and in_force().entries("program") == {"winter_coat": office.document()}
    assert in_force().catalog.get(TAXI.id) == TAXI


def test_imports_alone_are_made_again_and_an_empty_database_is_left_alone(office: Office) -> None:
    assert publish_waiting() == 0 and not default_folder().exists()
    add_imported(TAXI)
    assert publish_waiting() == 0 and len(in_force().catalog) == 1


def test_start_of_the_front_door_makes_a_lost_folder_again(office: Office) -> None:
    office.put_in_force(NEW)
    publish()
    shutil.rmtree(default_folder())

    async def start() -> None:
        stop = asyncio.Event()
        loop = asyncio.create_task(publishing.run(stop, every=0.01))
        while Snapshot.current() is None:
            await asyncio.sleep(0.01)
        stop.set()
        await loop

    asyncio.run(start())
    assert in_force().entries("program") == {"winter_coat": office.document()}


def test_edit_does_not_index_the_imported_programs_again(
    each_database: None, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_imported(TAXI)
    publish()
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "write_snapshot", lambda *_, **__: pytest.fail("written whole"))
        office.put_in_force(NEW)
        publish()
    assert in_force().entries("program") == {"winter_coat": office.document()}
    assert in_force().catalog.get(TAXI.id) == TAXI


@pytest.mark.parametrize("change", [{"summary": "다른 글"}, {"gone": date(2026, 11, 1)}])
def test_changed_import_is_indexed_with_the_next_edit(
    each_database: None, office: Office, change: dict[str, Any]
) -> None:
    add_imported(TAXI)
    publish()
    changed = replace(TAXI, **change)
    with transaction() as session:
        session.execute(delete(ImportedProgram))
    add_imported(changed)
    office.put_in_force(NEW)
    assert publish_waiting() == 1 and in_force().catalog.get(TAXI.id) == changed


def test_loop_publishes_what_is_approved_while_it_runs(office: Office) -> None:
    async def approve_meanwhile() -> None:
        stop = asyncio.Event()
        loop = asyncio.create_task(publishing.run(stop, every=0.01))
        await asyncio.to_thread(office.put_in_force, NEW)
        while Snapshot.current() is None:
            await asyncio.sleep(0.01)
        stop.set()
        await loop

    asyncio.run(approve_meanwhile())
    assert in_force().entries("program")["winter_coat"] == office.document()


def test_loop_goes_on_after_a_fault(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    stop, calls = asyncio.Event(), []

    def fails_once() -> int:
        calls.append(1)
        if len(calls) == 1:
            raise OSError("no space left on device")
        stop.set()
        return 0

    monkeypatch.setattr(publishing, "publish_waiting", fails_once)
    asyncio.run(publishing.run(stop, every=0.01))
    assert len(calls) == 2


def test_failed_publishing_leaves_the_former_in_force_and_is_made_up_for(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.put_in_force(NEW)
    before = publish()
    office.put_in_force(says("amount", "{price}을 보태 드립니다."))

    def full(*_: object) -> str:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch, pytest.raises(OSError, match="no space"):
        patch.setattr(publishing, "write_entries", full)
        publish_waiting()
    assert in_force().version == before
    assert publish_waiting() == 1 and in_force().version != before


def test_of_several_at_once_the_last_to_swap_has_read_last(office: Office, tmp_path: Path) -> None:
    def change_and_publish(n: int) -> None:
        with lock:
            office.put_in_force(says("amount", f"{{price}}을 {n}번 드리는 제도입니다."))
        publish()

    lock = threading.Lock()
    threads = [threading.Thread(target=change_and_publish, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert in_force().entries("program")["winter_coat"] == office.document()
    with transaction() as session:
        assert None not in session.scalars(select(EntryVersion.published_at)).all()
    pointer = json.loads((tmp_path / "var" / "knowledge" / "current.json").read_text(encoding="utf-8"))
    assert pointer["version"] == in_force().version
