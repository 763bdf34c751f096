"""Reads a source over its open API: all pages of the list, then the details, two questions at a time.

Every answer is stored before anything is made of it, and what the run has is not asked again: a run that was
interrupted, by a kill or by the daily limit, goes on where it stopped.
"""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Callable, Iterable
from math import ceil

from handoff.db import transaction
from handoff.knowledge.imports import raw
from handoff.knowledge.imports.client import OpenApi
from handoff.knowledge.imports.faults import Stopped, Unanswered
from handoff.knowledge.imports.sources import APIS, Question
from handoff.knowledge.imports.stored import is_current, read_raw, rows_of
from handoff.knowledge.imports.tables import ImportRun
from handoff.knowledge.readers import Page, Refused

AT_ONCE = 2
GIVE_UP = 5  # unanswered questions in a row: the source is down, and asking on would only eat the daily limit

Progress = Callable[[str, int, int], None]
"""Told what is being read (the last part of its path), how much of it is done, and how much there is."""


class Harvest:
    """One sitting of a live run. Afterwards `stopped` says what ended it early, `refused` what stayed unanswered."""

    def __init__(self, run: ImportRun, api: OpenApi, progress: Progress):
        self.stopped: Stopped | None = None
        self.refused: list[Refused] = []
        self._run, self._api, self._progress = run, api, progress
        self._unanswered = 0
        with transaction() as session:
            self._kept = raw.kept_keys(session, run)

    async def read(self) -> None:
        source = APIS[self._run.source]
        for path in (source.lists, *source.detail_pages):
            await self._read_pages(path)
        if source.detail and not self.stopped:
            await self._ask(self._details_to_ask())

    async def _read_pages(self, path: str) -> None:
        first = APIS[self._run.source].page(path, 1)
        await self._ask([first])
        page = self._page_of(first)
        if page is not None:
            await self._ask(APIS[self._run.source].page(path, number) for number in range(1, _pages(page) + 1))

    def _page_of(self, question: Question) -> Page | None:
        with transaction() as session:
            kept = raw.find(session, self._run, question.kind, question.key)
        return read_raw(kept) if kept else None

    def _details_to_ask(self) -> list[Question]:
        """Of programs whose details are missing, or older than what the list says was changed.

        In random order: some that stay broken cannot keep every sitting from the others.
        """
        with transaction() as session:
            pages = raw.kept_pages(session, self._run)
            known = raw.detail_days(session, self._run.source)
        listed = {record.source_id: record for page in pages for record in read_raw(page).records}
        wanted = [source_id for source_id, record in listed.items() if not is_current(record, known.get(source_id))]
        return [APIS[self._run.source].about(source_id) for source_id in random.sample(wanted, len(wanted))]

    async def _ask(self, questions: Iterable[Question]) -> None:
        """All of them but those that the run has, AT_ONCE at a time, until something stops the sitting."""
        asked = list(questions)
        waiting = deque(question for question in asked if (question.kind, question.key) not in self._kept)
        done = len(asked) - len(waiting)

        async def one_after_another() -> None:
            nonlocal done
            while waiting and not self.stopped:
                question = waiting.popleft()
                await self._ask_one(question)
                done += not self.stopped
                self._progress(question.path.rpartition("/")[2], done, len(asked))

        await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))

    async def _ask_one(self, question: Question) -> None:
        try:
            answer = await self._api.ask(question)
        except Stopped as end:
            self.stopped = end
        except Unanswered as problem:
            self._note(question, str(problem))
        else:
            self._unanswered = 0
            with transaction() as session:
                raw.keep(session, self._run, question.kind, question.key, answer.body)
            self._kept.add((question.kind, question.key))

    def _note(self, question: Question, problem: str) -> None:
        self.refused.append(Refused(question.key, problem))
        self._unanswered += 1
        if self._unanswered >= GIVE_UP:
            self.stopped = Stopped(f"no answer to {GIVE_UP} questions in a row ({problem})")


def _pages(first: Page) -> int:
    """The service may give fewer rows a page than it was asked for, so the first page tells how many there are."""
    rows = rows_of(first)
    return ceil((first.total or 0) / rows) if rows else 1
