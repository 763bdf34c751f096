import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.knowledge.directory import Directory
from bot.knowledge.programs import load_programs
from handoff.cli.export import app
from handoff.db import transaction
from handoff.knowledge.drafts import begin_draft
from handoff.knowledge.entries import all_current, fingerprint
from handoff.knowledge.export import export_files
from tests.handoff.knowledge.conftest import Office, says

NEW = says("amount", "한 사람에 {price}까지 드리는 제도입니다.")


def export(into: Path) -> list[str]:
    with transaction() as session:
        return [str(path.relative_to(into)) for path in export_files(session, into).written]


def test_only_the_changed_lines_of_a_file_change(office: Office, data: Path) -> None:
    path = data / "programs" / "winter_coat.yml"
    before = path.read_text(encoding="utf-8").splitlines()
    office.put_in_force(NEW)
    assert export(data) == ["programs/winter_coat.yml"]
    after = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == ["  amount: 한 사람에 {price}까지 드리는 제도입니다."]
    assert [line for line in before if line not in after] == ["  amount: 한 사람에 {price}을 드립니다."]


def test_exported_files_are_what_is_in_force_and_pass_the_check(office: Office, data: Path, tmp_path: Path) -> None:
    office.put_in_force(NEW)
    office.put_in_force(lambda desk: desk.update(phones=["02-333-3333"]), "desk_one", "desk")
    with transaction() as session:
        new = {**office.document(), "id": "summer_hat", "name": "여름모자 지원"}
        office_draft = begin_draft(session, "program", new, office.author, base_version=None)
    office.approve(office_draft)
    with transaction() as session:
        before = {kind: all_current(session, kind) for kind in ("program", "desk")}
    into = tmp_path / "out"
    assert sorted(export(into)) == [
        "organizations/dongjak_desks.yml", "programs/summer_hat.yml", "programs/winter_coat.yml",
    ]  # fmt: skip
    assert load_programs(into / "programs")[1] == [] and Directory.load(into / "organizations")[1] == []
    shutil.copytree(into, data, dirs_exist_ok=True)
    with transaction() as session:
        assert {kind: all_current(session, kind) for kind in ("program", "desk")} == before


def test_two_desks_of_one_file_are_both_written(office: Office, data: Path) -> None:
    for desk_id in ("desk_one", "desk_two"):
        office.put_in_force(lambda desk: desk.update(phones=["02-333-3333"]), desk_id, "desk")
    export(data)
    desks = Directory.load(data / "organizations")[0].desks
    assert [desk.phones for desk in desks.values()] == [("02-333-3333",)] * 2


def test_new_desk_gets_a_file_of_its_office(office: Office, data: Path) -> None:
    with transaction() as session:
        new = {**office.document("desk_two", "desk"), "id": "desk_three"}
        draft = begin_draft(session, "desk", new, office.author, base_version=None)
    office.approve(draft)
    assert export(data) == ["organizations/dongjak_staff.yml"]
    assert set(Directory.load(data / "organizations")[0].desks) == {"desk_one", "desk_two", "desk_three"}
    with transaction() as session:
        assert fingerprint(all_current(session, "desk")["desk_three"].document) == fingerprint(new)


def test_second_export_writes_nothing(office: Office, data: Path) -> None:
    office.put_in_force(NEW)
    export(data)
    assert export(data) == []


def test_command_leaves_alone_what_somebody_else_changed_in_the_file(
    office: Office, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.put_in_force(NEW)
    path = data / "programs" / "winter_coat.yml"
    changed = path.read_text(encoding="utf-8").replace("2026-10-01", "2026-11-01")
    path.write_text(changed, encoding="utf-8")
    result = CliRunner().invoke(app, ["files", "--into", str(data)])
    assert result.exit_code == 1 and "winter_coat: left out" in result.output
    assert path.read_text(encoding="utf-8") == changed


def test_command_tells_what_it_wrote(office: Office, tmp_path: Path) -> None:
    office.put_in_force(NEW)
    result = CliRunner().invoke(app, ["files", "--into", str(tmp_path / "out")])
    assert result.exit_code == 0 and "programs/winter_coat.yml" in result.output and "1 files" in result.output
