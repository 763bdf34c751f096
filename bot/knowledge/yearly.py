"""Reads the files of yearly figures and checks what a schema cannot: names of files, sources, missing values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.knowledge.load import read
from bot.knowledge.problems import Problem, problem
from bot.paths import DATA

YEARLY = DATA / "parameters" / "yearly"


def read_years(folder: Path = YEARLY) -> tuple[dict[int, Mapping[str, Any]], list[Problem]]:
    """Year → the content of its file, and the problems of those that were left out."""
    years: dict[int, Mapping[str, Any]] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yml")):
        data, found = read(path, "yearly")
        if data is not None:
            found = list(_check(path, data))
        if data is not None and not found:
            years[data["year"]] = data
        problems += found
    return years, problems


def _check(path: Path, data: Mapping[str, Any]) -> Iterator[Problem]:
    if path.stem != str(data["year"]):
        yield problem(path, ["year"], f"figures of {data['year']} in a file named {path.name}")
    for name, row in data["figures"].items():
        if row["reference"] not in data["references"]:
            yield problem(path, ["figures", name], f"unknown reference {row['reference']}")
        if not row.keys() - {"unit", "reference"}:
            yield problem(path, ["figures", name], f"{name}: a figure without a value")
