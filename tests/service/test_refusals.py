"""What cannot work is told in one line with exit code 2; one broken data file does not stop the rest."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bot.paths import ROOT
from handoff.rasa_process import free_port
from tests.service.conftest import Start
from tests.service.running import Service, new_user, until
from tests.standins.twilio import TwilioStandin

pytestmark = pytest.mark.rasa


@pytest.fixture
def unstarted(tmp_path: Path) -> Iterator[Service]:
    with TwilioStandin() as twilio:
        yield Service(tmp_path / "home", twilio)


def refused(service: Service, problem: str) -> str:
    """It ends with exit code 2 and one plain line that names the problem; the line."""
    ended = service.run("serve")
    assert ended.returncode == 2
    last = ended.stderr.strip().splitlines()[-1]
    assert last.startswith("bokji: ")
    assert problem in last
    assert "Traceback" not in ended.stdout + ended.stderr
    return last


def test_another_programs_sqlite_file_is_left_alone(unstarted: Service, tmp_path: Path) -> None:
    path = tmp_path / "accounts.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE accounts (id INTEGER)")
        other.execute("INSERT INTO accounts VALUES (1)")
    unstarted.settings["DATABASE_URL"] = f"sqlite:///{path}"
    refused(unstarted, "holds other tables (accounts")
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("accounts",)]


def test_file_that_is_no_database(unstarted: Service, tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("이것은 데이터베이스가 아닙니다" * 100, encoding="utf-8")
    unstarted.settings["DATABASE_URL"] = f"sqlite:///{path}"
    refused(unstarted, "cannot use the database")


def test_missing_database_in_production(unstarted: Service, tmp_path: Path) -> None:
    unstarted.settings |= {"ENV": "production", "PUBLIC_URL": "https://welfare.example.kr"}
    unstarted.settings["DATABASE_URL"] = f"sqlite:///{tmp_path / 'nowhere' / 'bokji.db'}"
    refused(unstarted, "database")
    assert not (tmp_path / "nowhere").exists()


def test_unreachable_postgresql(unstarted: Service) -> None:
    unstarted.settings["DATABASE_URL"] = f"postgresql+psycopg://bokji:geheim-word@127.0.0.1:{free_port()}/bokji"
    assert "geheim-word" not in refused(unstarted, "cannot use the database")


def test_another_programs_postgresql_database_is_left_alone(unstarted: Service, postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as other:
        other.execute("CREATE TABLE accounts (id INTEGER)")
        unstarted.settings["DATABASE_URL"] = postgres_url
        refused(unstarted, "holds other tables (accounts")
        tables = other.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert tables == [("accounts",)]


def test_broken_program_file_is_told_with_line_and_reason_and_left_out(
    running: Service, start: Start, tmp_path: Path
) -> None:
    """The check, the log of the start, and a service that answers all the same, without that program."""
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    (data / "programs" / "basic_pension.yml").write_text("id: basic_pension\nname: [기초\n", encoding="utf-8")
    broken = data / "programs" / "broken_one.yml"
    broken.write_text("id: broken_one\nname: 깨진 제도\nassured_date: yesterday\n", encoding="utf-8")

    service = start(DATA_DIR=data, RASA_URL=running.settings["RASA_URL"])
    checked = service.run("kb", "check")
    assert checked.returncode == 1
    assert f"{data}/programs/basic_pension.yml:3: not YAML" in checked.stdout
    assert f"{broken}:" in checked.stdout
    listed = service.run("kb", "list", "--json")
    ids = {program["id"] for program in json.loads(listed.stdout)}
    assert "basic_pension" not in ids
    assert len(ids) > 20

    service.wait_for_door()
    for path in ("basic_pension.yml:3: not YAML", "broken_one.yml:"):
        until(lambda path=path: f"bokji: left out {data}/programs/{path}" in service.log.read_text("utf-8"), 30)
    assert "129" in service.kakao(new_user(), "오늘 먹을 게 하나도 없고 잘 곳도 없어요").text
