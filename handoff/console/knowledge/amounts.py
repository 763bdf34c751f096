"""The figures of a program as lines to fill in: what stands in the entry itself, and what comes from the yearly file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.knowledge.figures import value_names
from handoff.console.knowledge.rows import Row
from handoff.knowledge.files import Document

_WHOLE = re.compile(r"-?\d+")
_DECIMAL = re.compile(r"-?\d+\.\d+")


def own_rows(document: Document) -> list[Row]:
    return [Row(("amounts", name, n), _own(name, entry)) for name, n, entry in _entries(document, shared=False)]


def shared_rows(document: Document) -> list[Row]:
    return [
        Row(
            ("amounts", name, n), {"key": name, "parameter": entry["parameter"], "percent": shown(entry.get("percent"))}
        )
        for name, n, entry in _entries(document, shared=True)
    ]


def amounts_from(amounts: Mapping[str, Any], rows: Sequence[Mapping[str, str]], shared: bool) -> dict[str, Any]:
    """The figures with these lines behind them."""
    result = {name: list(entries) for name, entries in amounts.items()}
    for row in rows:
        result.setdefault(row.get("key", ""), []).append(_shared_entry(row) if shared else _own_entry(row))
    return result


def shown(value: Any) -> str:
    """1000000 is 1,000,000; what is no number stays as it was typed."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,}"
    return "" if value is None else str(value)


def number(text: str) -> int | float | str:
    """The number that somebody typed, with or without commas; else what they typed."""
    bare = re.sub(r"[,\s]", "", text)
    if _WHOLE.fullmatch(bare):
        return int(bare)
    return float(bare) if _DECIMAL.fullmatch(bare) else text


def _own(name: str, entry: Mapping[str, Any]) -> dict[str, str]:
    values = {value: shown(entry[value]) for value in entry if value in value_names(dict(entry))}
    alone = set(values) == {"value"}
    lines = [text if alone else f"{value} = {text}" for value, text in values.items()]
    since = str(entry.get("year") or entry.get("from") or "")
    about = {"unit": entry.get("unit", ""), "reference": entry.get("reference", "")}
    return {"key": name, "values": "\n".join(lines), "since": since, **about}


def _own_entry(row: Mapping[str, str]) -> dict[str, Any]:
    since, entry = row.get("since", ""), dict[str, Any]()
    if re.fullmatch(r"\d{4}", since):
        entry["year"] = int(since)
    elif since:
        entry["from"] = since
    for line in filter(str.strip, row.get("values", "").split("\n")):
        name, equals, value = line.rpartition("=")
        entry[name.strip() if equals else "value"] = number(value.strip())
    if row.get("unit"):
        entry["unit"] = row["unit"]
    return {**entry, "reference": row.get("reference", "")}


def _shared_entry(row: Mapping[str, str]) -> dict[str, Any]:
    percent = row.get("percent", "")
    return {"parameter": row.get("parameter", "")} | ({"percent": number(percent)} if percent else {})


def _entries(document: Document, *, shared: bool) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    amounts = document.get("amounts") or {}
    for name, entries in amounts.items():
        for place, entry in enumerate(entries):
            if ("parameter" in entry) == shared:
                yield name, place, entry
