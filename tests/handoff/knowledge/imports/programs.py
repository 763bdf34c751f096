"""Records and batches to import, and what the database has of them."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import pytest

from bot.knowledge.imported import Imported
from handoff.db import transaction
from handoff.knowledge.imports.batch import Batch
from handoff.knowledge.imports.compare import Changes
from handoff.knowledge.imports.merge import merge
from handoff.knowledge.imports.records import all_records
from tests.standins.open_api import DATA

JUNE, AUGUST = date(2026, 6, 12), date(2026, 8, 30)
SOURCE = "bokjiro-local"


def need_answers() -> None:
    """The collected answers lie beside the repository; where nothing may be skipped, their absence is a failure."""
    if not DATA.exists():
        assert os.environ.get("CI") != "true", f"no collected answers in {DATA}"
        pytest.skip(f"no collected answers in {DATA}")


def program(number: int, name: str = "효도수당", day: date = JUNE, **fields: Any) -> Imported:
    source_id = f"WLF{number:08}"
    region = {"province": "서울특별시", "district": "동작구"}
    return Imported(f"{SOURCE}:{source_id}", SOURCE, source_id, name, retrieved=day, **(region | fields))


def batch(*records: Imported, day: date = JUNE, **fields: Any) -> Batch:
    return Batch(day, {record.id: record for record in records}, **fields)


def take(*records: Imported, day: date = JUNE, allow_shrink: bool = False, **fields: Any) -> Changes:
    """Merges a batch of these."""
    with transaction() as session:
        return merge(session, SOURCE, batch(*records, day=day, **fields), allow_shrink=allow_shrink)


def stored() -> dict[int, Imported]:
    """By number."""
    with transaction() as session:
        return {int(record.source_id.removeprefix("WLF")): record for record in all_records(session)}
