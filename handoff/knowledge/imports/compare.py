"""What an import would change: new, changed, gone, back. Nothing is written here."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.knowledge.imported import Imported
from handoff.knowledge.imports.batch import Batch
from handoff.knowledge.imports.join import join, retrieved
from handoff.knowledge.readers import Refused, combine

SHRINK = 0.2  # a list that lacks more than this share of what is known is taken for broken or partial
_NOT_CONTENT = ("retrieved", "gone")


@dataclass(frozen=True)
class Change:
    """A program before and after, and the names of the fields that differ."""

    before: Imported
    after: Imported
    fields: tuple[str, ...]


@dataclass
class Changes:
    """`missing` counts programs that the import lacks and that were not marked as gone, for the reason in `kept`."""

    new: list[Imported] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    gone: list[Imported] = field(default_factory=list)
    back: list[Imported] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    missing: int = 0
    kept: str | None = None

    @property
    def counts(self) -> dict[str, int]:
        lists = {name: len(getattr(self, name)) for name in ("new", "changed", "gone", "back", "refused")}
        return lists | {"unchanged": self.unchanged, "missing": self.missing}


def compare(stored: Mapping[str, Imported], batch: Batch, allow_shrink: bool = False) -> Changes:
    """What `batch` changes in what is stored of its source."""
    changes = Changes(refused=list(batch.refused))
    for record in batch.records.values():
        known = stored.get(record.id)
        if known is not None:
            _compare_one(changes, known, record, batch)
        elif record.name:
            changes.new.append(record)
        else:
            changes.refused.append(
                Refused(record.source_id, "details only, and no list of this source names the program")
            )
    _mark_gone(changes, stored, batch, allow_shrink)
    return changes


def _compare_one(changes: Changes, known: Imported, record: Imported, batch: Batch) -> None:
    after = _after(known, record, record.id in batch.whole)
    back = known.gone is not None and batch.day >= known.gone
    after = dataclasses.replace(after, gone=None if back else known.gone)
    fields = tuple(_differing(known, after))
    if fields:
        changes.changed.append(Change(known, after, fields))
    if back:
        changes.back.append(after)
    if not fields and not back:
        changes.unchanged += 1


def _after(known: Imported, record: Imported, whole: bool) -> Imported:
    if retrieved(record) < retrieved(known):
        return join(known, record)
    if whole:
        return record
    return join(known, record) if record.name else combine(known, record)


def _differing(before: Imported, after: Imported) -> Iterator[str]:
    """Names of the fields that differ; the day it was retrieved alone is no change."""
    for each in dataclasses.fields(Imported):
        if each.name not in _NOT_CONTENT and getattr(before, each.name) != getattr(after, each.name):
            yield each.name


def _mark_gone(changes: Changes, stored: Mapping[str, Imported], batch: Batch, allow_shrink: bool) -> None:
    listed = [record for record in stored.values() if record.gone is None]
    missing = [record for record in listed if record.id not in batch.records]
    changes.kept = _reason_to_keep(missing, listed, batch, allow_shrink) if missing else None
    if changes.kept:
        changes.missing = len(missing)
    else:
        changes.gone = [dataclasses.replace(record, gone=batch.day) for record in missing]


def _reason_to_keep(missing: list[Imported], listed: list[Imported], batch: Batch, allow_shrink: bool) -> str | None:
    if batch.partial:
        return batch.partial
    if _newest(listed) > batch.day:
        return f"what is stored is newer than {batch.day}"
    if allow_shrink:
        return None
    if batch.unread:
        return f"{batch.unread} rows could not be read and may be theirs"
    if len(missing) > SHRINK * len(listed):
        return f"more than {SHRINK:.0%} of the {len(listed)} known ones would go at once"
    return None


def _newest(listed: list[Imported]) -> date:
    return max(retrieved(record) for record in listed)
