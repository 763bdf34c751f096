"""Loads the program files and checks what a schema cannot: references, placeholders, figures typed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.knowledge.figures import Row, has_value, value_names
from bot.knowledge.load import read
from bot.knowledge.parameters import Parameters, parameters
from bot.knowledge.problems import Problem, problem
from bot.knowledge.program import PLACEHOLDER, Program, rows_of, with_parameters
from bot.paths import DATA

_TYPED_FIGURE = re.compile(r"\d[\d,.]*\s*(?:억|만|천|백)*\s*(?:원|%|퍼센트|프로)(?!\S*세)")
_PHONE = re.compile(r"(?<![\d-])(?:0\d{1,2}-\d{3,4}-\d{4}|1\d{3}-\d{4})(?![\d-])")
_PROMISE = re.compile(r"받으시게 됩니다|받게 되십니다|반드시 받")


def load_programs(
    folder: Path = DATA / "programs", yearly: Parameters | None = None
) -> tuple[list[Program], list[Problem]]:
    """All programs of a folder, and the problems of those that were left out; never raises on a wrong file.

    `yearly` are the figures that the programs may refer to: those of data/parameters/yearly/ where none are given.
    """
    yearly = yearly or parameters()
    programs: list[Program] = []
    problems: list[Problem] = []
    names: dict[str, Path] = {}
    for path in sorted(folder.rglob("*.yml")):
        data, found = read(path, "program")
        if data is not None:
            found = list(check_program(path, data, yearly))
            if data["id"] in names:
                found.append(problem(path, ["id"], f"id {data['id']} is taken by {names[data['id']].name}"))
        if data is not None and not found:
            names[data["id"]] = path
            programs.append(Program.from_data(data, yearly))
        problems += found
    return programs, problems


def check_program(path: Path, data: dict[str, Any], yearly: Parameters) -> Iterator[Problem]:
    """What the schema cannot see in one program's file."""
    if data["id"] != path.stem:
        yield problem(path, ["id"], f"id {data['id']} in a file named {path.name}")
    for place, reference in _references(data):
        if reference not in data["references"]:
            yield problem(path, place, f"unknown reference {reference}")
    for place, reason in _wrong_in_amounts(data, yearly):
        yield problem(path, place, reason)
    amounts = with_parameters(data.get("amounts", {}), yearly)
    phones = {contact["phone"] for contact in data["contacts"]}
    for place, text in _texts(data):
        yield from (problem(path, place, reason) for reason in _wrong_in_text(text, amounts, phones))


def _wrong_in_amounts(data: dict[str, Any], yearly: Parameters) -> Iterator[tuple[list[Any], str]]:
    for name, number, entry in _entries(data):
        if not rows_of(entry, yearly):
            share = f", {entry['percent']} percent of it" if "percent" in entry else ""
            yield ["amounts", name, number], f"unknown parameter {entry['parameter']}{share}"
        elif "parameter" not in entry and not value_names(entry):
            yield ["amounts", name, number], f"{name}: a row without a value"


def _wrong_in_text(text: str, amounts: dict[str, list[Row]], phones: set[str]) -> Iterator[str]:
    for match in PLACEHOLDER.finditer(text):
        if match[1] not in amounts:
            yield f"unknown figure {match[0]}"
        elif not all(has_value(row, match[2] or "value") for row in amounts[match[1]]):
            yield f"{match[0]}: not every row of {match[1]} has this value"
    bare = PLACEHOLDER.sub("", text)
    for match in _TYPED_FIGURE.finditer(bare):
        yield f"the figure {match[0]!r} is typed by hand: put it under amounts"
    for match in _PHONE.finditer(text):
        if match[0] not in phones:
            yield f"phone {match[0]} is not among the contacts"
    if found := _PROMISE.search(text):
        yield f"{found[0]!r} promises what nobody has decided"
    if "http" in text or "—" in text:
        yield "no web address and no long dash in a text message"
    try:
        text.encode("cp949")
    except UnicodeEncodeError as error:
        yield f"{text[error.start]!r} cannot be sent in a Korean text message"


def _references(data: dict[str, Any]) -> Iterator[tuple[list[Any], str]]:
    for number, contact in enumerate(data["contacts"]):
        yield ["contacts", number], contact["reference"]
    for name, number, entry in _entries(data):
        if "parameter" not in entry:
            yield ["amounts", name, number], entry["reference"]


def _entries(data: dict[str, Any]) -> Iterator[tuple[str, int, Row]]:
    for name, entries in data.get("amounts", {}).items():
        yield from ((name, number, entry) for number, entry in enumerate(entries))


def _texts(data: dict[str, Any]) -> Iterator[tuple[list[Any], str]]:
    for aspect, text in data["answers"].items():
        yield ["answers", aspect], text
    for number, detail in enumerate(data.get("details", ())):
        yield ["details", number], detail["say"]
