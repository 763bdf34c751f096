"""Makes imported programs, and a catalog of a few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.knowledge.catalog.catalog import Catalog
from bot.knowledge.imported import Imported
from bot.knowledge.snapshot import Snapshot, write_snapshot

SEOUL, DONGJAK = ("서울특별시", None), ("서울특별시", "동작구")
GYEONGNAM, JINJU, BUSAN = ("경상남도", None), ("경상남도", "진주시"), ("부산광역시", "해운대구")


def create_imported(
    source_id: str = "WLF1",
    name: str = "섬김택시 이용료 지원사업",
    region: tuple[str | None, str | None] = (None, None),
    source: str = "bokjiro-local",
    **fields: Any,
) -> Imported:
    texts = {"summary": "거동이 어려운 주민이 병원에 갈 때 택시 이용료를 지원합니다.", "department": "교통과"}
    return Imported(
        f"{source}:{source_id}", source, source_id, name, province=region[0], district=region[1],
        **({"retrieved": date(2026, 6, 12)} | texts | fields),
    )  # fmt: skip


def create_catalog(folder: Path, *programs: Imported, said: Mapping[str, Sequence[str]] | None = None) -> Catalog:
    write_snapshot(folder, programs, (), said or {})
    snapshot = Snapshot.current(folder)
    assert snapshot is not None
    return snapshot.catalog
