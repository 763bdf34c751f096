"""Live imports of the collected answers: pages, resuming, the daily limit, and what goes wrong on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from sqlalchemy import select

from handoff.db import transaction
from handoff.knowledge.imports.faults import AccessRefused, LimitReached, Stopped
from handoff.knowledge.imports.live import Pace
from handoff.knowledge.imports.sources import KeyMissing
from handoff.knowledge.imports.tables import ImportRaw, ImportRun
from handoff.settings import settings
from tests.conftest import Clock
from tests.handoff.knowledge.imports.conftest import Harvested
from tests.handoff.knowledge.imports.programs import stored
from tests.standins.open_api import OpenApiStandin

Sit = Callable[..., Harvested]
HYODO = "WLF00002560"

pytestmark = pytest.mark.usefixtures("each_database")


def ids() -> set[str]:
    """Of stored programs, as the source knows them."""
    return {f"WLF{number:08}" for number in stored()}


def runs() -> list[ImportRun]:
    with transaction() as session:
        return list(session.scalars(select(ImportRun).order_by(ImportRun.started_at)))


def raw_bodies() -> list[ImportRaw]:
    with transaction() as session:
        return list(session.scalars(select(ImportRaw)))


@pytest.mark.parametrize(("source", "programs"), [("bokjiro-local", 21), ("bokjiro-central", 5)])
def test_list_and_details_are_read_and_put_together(source: str, programs: int, harvest: Sit) -> None:
    changes, stopped = harvest(source)
    assert stopped is None and changes.refused == [] and len(changes.new) == programs
    assert all(record.source == source and record.benefit for record in stored().values())


@pytest.mark.parametrize("source", ["gov24", "youthcenter"])
def test_sources_without_single_details_are_read_page_by_page(source: str, harvest: Sit) -> None:
    changes, stopped = harvest(source)
    assert stopped is None and changes.refused == [] and len(changes.new) == 25
    assert harvest(source)[0].unchanged == 25


def test_documents_of_gov24_come_from_its_second_list(harvest: Sit) -> None:
    changes, _ = harvest("gov24")
    assert all("신청서" in record.documents and record.name for record in changes.new)


def test_second_harvest_asks_only_for_details_that_may_have_changed(harvest: Sit, api: OpenApiStandin) -> None:
    harvest()
    assert len(api.details_asked()) == 21
    assert harvest()[0].unchanged == 21
    assert len(api.details_asked()) == 21  # the list says when each was changed: none of them since


def test_details_of_central_programs_are_asked_for_each_time(harvest: Sit, api: OpenApiStandin) -> None:
    harvest("bokjiro-central")
    harvest("bokjiro-central")
    assert len(api.details_asked()) == 10


def test_daily_limit_ends_the_sitting_and_keeps_what_came(harvest: Sit, api: OpenApiStandin) -> None:
    api.limit = 12
    changes, stopped = harvest()
    assert isinstance(stopped, LimitReached) and len(changes.new) == 21
    assert sum(bool(record.target) for record in stored().values()) == 9  # of the 12 answers 3 were pages of the list
    assert runs()[0].finished_at is None


def test_next_sitting_goes_on_where_the_limit_stopped_it(harvest: Sit, api: OpenApiStandin, clock: Clock) -> None:
    api.limit = 12
    harvest()
    first = set(api.details_asked()[:9])
    api.limit = None
    api.asked.clear()
    clock.advance(days=1)
    changes, stopped = harvest()
    assert stopped is None and len(changes.changed) == 12
    assert len(api.asked) == 12 and first.isdisjoint(api.details_asked())
    assert [run.finished_at is None for run in runs()] == [False]


KILLED = """
import os, signal, sys
from handoff.knowledge.imports import raw
from handoff.knowledge.imports.live import import_live
from handoff.settings import settings
from tests.handoff.knowledge.imports.conftest import HURRIED

keep, left = raw.keep, [8]
def keep_eight(*arguments):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    keep(*arguments)
raw.keep = keep_eight
import_live("bokjiro-local", settings(), lambda *_: None, pace=HURRIED)
"""


def test_killed_harvest_does_not_ask_again_for_what_it_had(harvest: Sit, api: OpenApiStandin) -> None:
    environment = {**os.environ, "BOKJI_DATABASE_URL": settings().database_url}
    killed = subprocess.run([sys.executable, "-c", KILLED], env=environment, timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL and len(raw_bodies()) == 8 and stored() == {}
    api.asked.clear()
    changes, _ = harvest()
    assert len(changes.new) == 21 and len(api.asked) == 24 - 8


@pytest.mark.parametrize("fault", ["429", "500", "truncated", "html", "drop"])
def test_passing_fault_is_survived(fault: str, harvest: Sit, api: OpenApiStandin) -> None:
    api.faults.extend([fault, fault])
    changes, stopped = harvest()
    assert stopped is None and changes.refused == [] and len(changes.new) == 21


def test_details_that_stay_broken_are_refused_by_name_and_the_rest_is_taken(harvest: Sit, api: OpenApiStandin) -> None:
    api.broken = {HYODO}
    changes, stopped = harvest()
    assert stopped is None and [refused.place for refused in changes.refused] == [HYODO]
    assert len(changes.new) == 21 and sum(bool(record.target) for record in stored().values()) == 20


def test_broken_details_take_nothing_away_from_what_worked_before(
    harvest: Sit, api: OpenApiStandin, clock: Clock
) -> None:
    harvest("bokjiro-central")
    before = stored()
    api.broken = {f"WLF{number:08}" for number in before}
    changes, stopped = harvest("bokjiro-central")
    assert stopped is not None and len(changes.refused) == 5
    assert stored() == before


def test_source_that_answers_nothing_is_left_in_peace(harvest: Sit, api: OpenApiStandin) -> None:
    api.broken = {f"WLF{number:08}" for number in range(10_000)}
    _, stopped = harvest()
    assert isinstance(stopped, Stopped) and "5 questions in a row" in str(stopped)
    assert len(set(api.details_asked())) < 8


def test_list_with_a_missing_page_marks_nothing_as_gone(harvest: Sit, api: OpenApiStandin) -> None:
    harvest()
    api.hidden = {HYODO}
    api.faults.extend([None, *["500"] * 8])  # type: ignore[list-item]
    changes, _ = harvest()
    assert changes.gone == [] and "programs, and" in (changes.kept or "")
    assert len(ids()) == 21


def test_vanished_program_is_marked_and_comes_back(harvest: Sit, api: OpenApiStandin, clock: Clock) -> None:
    harvest()
    api.hidden = {HYODO}
    clock.advance(days=30)
    assert [record.source_id for record in harvest()[0].gone] == [HYODO]
    api.hidden = set()
    clock.advance(days=30)
    assert [record.source_id for record in harvest()[0].back] == [HYODO]


def test_broken_details_do_not_hide_what_vanished(harvest: Sit, api: OpenApiStandin) -> None:
    harvest("bokjiro-central")
    api.broken, api.hidden = {"WLF00000024"}, {"WLF00000102"}
    changes, stopped = harvest("bokjiro-central")
    assert stopped is None and len(changes.refused) == len(changes.gone) == 1


def test_source_that_suddenly_lists_little_empties_nothing(harvest: Sit, api: OpenApiStandin) -> None:
    harvest()
    api.hidden = set(sorted(ids())[:10])
    changes, _ = harvest()
    assert changes.gone == [] and changes.missing == 10
    assert len(harvest(allow_shrink=True)[0].gone) == 10


def test_new_name_is_told(harvest: Sit, api: OpenApiStandin) -> None:
    harvest("bokjiro-central")
    api.renamed = {"WLF00000024": "장애인연금(개편)"}
    changes, _ = harvest("bokjiro-central")
    assert [(change.after.name, change.fields) for change in changes.changed] == [("장애인연금(개편)", ("name",))]


def test_dry_run_leaves_the_answers_for_the_real_one(harvest: Sit, api: OpenApiStandin) -> None:
    assert len(harvest(dry_run=True)[0].new) == 21 and stored() == {}
    api.asked.clear()
    assert len(harvest()[0].new) == 21 and api.asked == []


def test_empty_list_is_an_error_and_changes_nothing(harvest: Sit, api: OpenApiStandin) -> None:
    harvest()
    api.hidden = ids()
    with pytest.raises(Stopped, match="could not be read"):
        harvest()
    assert all(record.gone is None for record in stored().values())
    api.hidden = set()
    assert harvest()[0].unchanged == 21


@pytest.mark.parametrize(("source", "told"), [("bokjiro-local", "30"), ("gov24", "401")])
def test_wrong_key_is_told_at_once(
    source: str, told: str, harvest: Sit, api: OpenApiStandin, service: pytest.MonkeyPatch
) -> None:
    service.setenv("BOKJI_DATA_GO_KR_KEY", "another")
    settings.cache_clear()
    with pytest.raises(AccessRefused, match=told):
        harvest(source)
    assert len(api.asked) == 1


def test_missing_key_names_the_setting(harvest: Sit, service: pytest.MonkeyPatch) -> None:
    service.delenv("BOKJI_DATA_GO_KR_KEY")
    settings.cache_clear()
    with pytest.raises(KeyMissing, match="BOKJI_DATA_GO_KR_KEY"):
        harvest()


def test_two_are_asked_at_a_time_with_pauses(harvest: Sit, api: OpenApiStandin) -> None:
    began = time.monotonic()
    harvest("bokjiro-central", Pace(pause=0.1, backoff=()))
    assert api.most_at_once <= 2
    assert time.monotonic() - began >= 0.1 * (1 + 3)  # one page, then five details by two
