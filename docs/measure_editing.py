"""Seconds from the approval of an edit to the bot's new answer: `BOKJI_VAR_DIR=… python -m docs.measure_editing`.

Writes into the database and the snapshots of that folder, which has to be one of its own. The front door publishes in
a process beside this one, which asks as the bot does.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from statistics import median

from bot.knowledge.base import CurrentKnowledge, KnowledgeBase
from handoff.db import new_id, transaction
from handoff.knowledge import publish
from handoff.knowledge.approve import approve
from handoff.knowledge.drafts import begin_draft
from handoff.knowledge.entries import current
from handoff.migrations.state import prepare_database
from handoff.staff.tables import Counselor

ENTRY, TIMES = "basic_pension", 5
_PATIENCE = 120.0  # seconds


def main() -> None:
    if "BOKJI_VAR_DIR" not in os.environ:
        sys.exit("give BOKJI_VAR_DIR a folder of this measuring's own")
    prepare_database()
    publish.publish()
    knowledge = CurrentKnowledge()
    base = knowledge.get()
    author, second = _counselor(), _counselor()
    front_door = multiprocessing.get_context("spawn").Process(target=_front_door, daemon=True)
    front_door.start()
    time.sleep(10)  # it imports its parts
    imported = len(base.catalog) if base.catalog else 0
    print(f"{len(base.programs)} programs of our own, {imported} imported; load {os.getloadavg()[0]:.1f}", flush=True)
    took = [_edit(knowledge, author, second) for _ in range(TIMES)]
    for name, seconds in zip(("answered", "found by its new name"), zip(*took, strict=True), strict=True):
        print(f"{name}: median {median(seconds):.1f} s, longest {max(seconds):.1f} s")
    print(f"load {os.getloadavg()[0]:.1f}")
    front_door.terminate()


def _edit(knowledge: CurrentKnowledge, author: str, second: str) -> tuple[float, float]:
    """Seconds from an approval to its answer, and to its new name as one that is known."""
    said = f"{new_id()}번의 답입니다."
    name = said[:8]
    with transaction() as session:
        entry = current(session, "program", ENTRY)
        assert entry is not None
        document = deepcopy(entry.document)
        document["answers"]["period"] = said
        document["aliases"].append(name)
        draft = begin_draft(session, "program", document, author, base_version=entry.version)
    with transaction() as session:
        approve(session, draft.id, second, revision=1)
    begun = time.perf_counter()
    answered = _wait(begun, lambda: said in _answer(knowledge.get()))
    found = _wait(begun, lambda: any(link.via == "name" for link in knowledge.get().linker.link(name)))
    print(f"answered {answered:.1f} s, found {found:.1f} s", flush=True)
    return answered, found


def _answer(base: KnowledgeBase) -> str:
    return base.programs[ENTRY].answer("period", date.today()).text


def _wait(begun: float, done: Callable[[], bool]) -> float:
    while not done():
        if time.perf_counter() - begun > _PATIENCE:
            sys.exit(f"not in force after {_PATIENCE:.0f} s")
        time.sleep(0.05)
    return time.perf_counter() - begun


def _front_door() -> None:
    asyncio.run(publish.run(asyncio.Event()))


def _counselor() -> str:
    counselor = Counselor(login=new_id(), name="이담당", password_hash="")
    with transaction() as session:
        session.add(counselor)
    return counselor.id


if __name__ == "__main__":
    main()
