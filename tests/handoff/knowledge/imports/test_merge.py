"""Merging on both databases: only what changed is written, nothing is deleted, a crash leaves no half."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from handoff.db import transaction
from handoff.knowledge.imports.merge import preview
from handoff.knowledge.imports.tables import ImportedProgram
from handoff.settings import settings
from tests.conftest import Clock
from tests.handoff.knowledge.imports.programs import AUGUST, JUNE, SOURCE, batch, program, stored, take

pytestmark = pytest.mark.usefixtures("each_database")


def moments() -> dict[str, datetime]:
    with transaction() as session:
        return {row.id: row.changed_at for row in session.scalars(select(ImportedProgram))}


def test_imported_record_comes_back_as_it_was() -> None:
    full = program(
        1,
        contacts=(("어르신정책과", "02-820-9705"),),
        themes=("생활지원",),
        updated=JUNE,
        valid_to=AUGUST,
        url="https://x",
    )
    assert take(full).counts["new"] == 1
    assert stored() == {1: full}


def test_second_import_of_the_same_touches_no_row(clock: Clock) -> None:
    take(program(1), program(2))
    first = moments()
    clock.advance(days=1)
    changes = take(program(1, day=AUGUST), program(2, day=AUGUST), day=AUGUST)
    assert changes.unchanged == 2 and not changes.changed
    assert moments() == first


def test_only_the_changed_row_is_written_and_its_fields_are_told(clock: Clock) -> None:
    take(program(1), program(2))
    first = moments()
    clock.advance(days=1)
    changes = take(program(1, "효도수당", day=AUGUST, benefit="분기 5만 원"), program(2, day=AUGUST), day=AUGUST)
    assert [(change.after.source_id, change.fields) for change in changes.changed] == [("WLF00000001", ("benefit",))]
    assert [id for id, moment in moments().items() if moment != first[id]] == ["bokjiro-local:WLF00000001"]
    assert stored()[1].retrieved == AUGUST and stored()[2].retrieved == JUNE


def test_vanished_program_is_marked_and_comes_back() -> None:
    five = [program(number) for number in range(5)]
    take(*five)
    later = [dataclasses.replace(record, retrieved=AUGUST) for record in five]
    assert [record.name for record in take(*later[1:], day=AUGUST).gone] == ["효도수당"]
    assert stored()[0].gone == AUGUST and stored()[0].name == "효도수당"
    assert len(take(*later, day=AUGUST).back) == 1
    assert stored()[0].gone is None


def test_gone_program_is_not_reported_again() -> None:
    five = [program(number) for number in range(5)]
    take(*five)
    take(*five[1:])
    changes = take(*five[1:])
    assert changes.gone == [] and changes.kept is None


def test_other_sources_are_not_touched() -> None:
    take(*(program(number) for number in range(5)))
    with transaction() as session:
        session.add(ImportedProgram(id="gov24:1", source="gov24", document={**program(9).as_dict(), "id": "gov24:1"}))
    take(*(program(number) for number in range(5)))
    with transaction() as session:
        assert session.get(ImportedProgram, "gov24:1").gone is None


def test_preview_writes_nothing() -> None:
    take(program(1))
    with transaction() as session:
        changes = preview(session, SOURCE, batch(program(1, "다른 이름"), program(2)))
    assert (changes.counts["new"], changes.counts["changed"]) == (1, 1)
    assert stored() == {1: program(1)}


KILLED = """
import os, signal
from handoff.knowledge.imports import merge
from tests.handoff.knowledge.imports.programs import program, take

merge._update = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # after the new rows, before the changed ones
take(program(1, "바뀐 이름"), program(2))
"""


def test_kill_in_the_middle_leaves_the_old_state() -> None:
    take(program(1))
    environment = {**os.environ, "BOKJI_DATABASE_URL": settings().database_url}
    killed = subprocess.run([sys.executable, "-c", KILLED], env=environment, timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert stored() == {1: program(1)}
    take(program(1, "바뀐 이름"), program(2))
    assert {number: record.name for number, record in stored().items()} == {1: "바뀐 이름", 2: "효도수당"}


def test_times_are_aware(clock: Clock) -> None:
    take(program(1))
    assert next(iter(moments().values())) == clock.now.astimezone(UTC)


def test_two_imports_at_a_time_take_turns() -> None:
    with ThreadPoolExecutor(2) as pool:
        changes = list(pool.map(lambda _: take(*(program(number) for number in range(50))), range(2)))
    assert sorted(len(each.new) for each in changes) == [0, 50]
    assert sorted(each.unchanged for each in changes) == [0, 50]
