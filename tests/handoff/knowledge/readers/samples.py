"""The shared samples of the sources, and what is read of them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from bot.knowledge.imported import Imported
from bot.paths import ROOT
from handoff.knowledge.readers import Page, Reading, parse_answer, read_file
from tests.shared import needs

DATA = ROOT.parent / "shared" / "data"
RAW = DATA / "bokjiro-api-raw-2026-08"
LISTED = DATA / "bokjiro-list-2026-06" / "welfare_full.json.gz"
DETAILS = DATA / "bokjiro-list-2026-06" / "details.json.gz"
TWO_OFFICES = DATA / "bokjiro-list-2026-06" / "dongjak_jinju_31.json"
YOUTH_CSV = DATA / "bokjiro-list-youth-2026-05" / "welfare_integrated_data.csv.gz"
CENTERS_CSV = DATA / "bokjiro-list-youth-2026-05" / "integrated_institution_data.csv.gz"
GOV24 = DATA / "gov24-list-2025-08" / "serviceList.jsonl.gz"
YOUTH = DATA / "youthcenter-seoul-2025-09" / "seoul_policies.json.gz"

CENTRAL, LOCAL = "bokjiro-central", "bokjiro-local"
DAY = date(2026, 8, 30)

needs_samples = needs(DATA)


def central(serv_id: str) -> Imported:
    return _only(read_file(RAW / f"detail_central_{serv_id}.xml", CENTRAL, DAY))


def local(serv_id: str) -> Imported:
    return _only(read_file(RAW / f"detail_local_{serv_id}.xml", LOCAL, DAY))


def answered(source: str, row: dict[str, Any], kind: str = "detail") -> Imported:
    """A row as a service would send it in JSON, read."""
    return _only(page_of(source, [row], kind))


def page_of(source: str, rows: list[Any], kind: str = "list") -> Page:
    return parse_answer(source, kind, json.dumps({"data": rows}).encode(), DAY)  # type: ignore[arg-type]


def _only(reading: Reading) -> Imported:
    assert not reading.refused
    (record,) = reading.records
    return record
