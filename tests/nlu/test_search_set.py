"""The held-apart search questions ask for programs that there are and that the asking office's residents could have."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest

from bot.knowledge.imported import Imported
from bot.knowledge.program import Program
from bot.knowledge.programs import load_programs
from bot.korean.normalize import squeeze
from bot.paths import DATA, ROOT
from handoff.knowledge.readers import read_file
from tests.nlu.test_apart import Text, copies, tell, trained

FOLDER = ROOT / "tests" / "nlu"
LIST = ROOT.parent / "shared" / "data" / "bokjiro-list-2026-06" / "welfare_full.json.gz"
RETRIEVED = date(2026, 6, 12)
REGIONS = {"dongjak": ("서울특별시", "동작구"), "jinju": ("경상남도", "진주시")}
FIELDS = ["id", "text", "office", "want", "named", "tier"]
LONG = 60  # letters


@dataclass(frozen=True)
class Set:
    """Questions of one file; their ids are the letter and a number from 001."""

    path: Path
    letter: str
    size: int

    @cached_property
    def rows(self) -> tuple[dict[str, Any], ...]:
        return tuple(json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines())

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        return tuple(Text(f"{self.path.name} {row['id']}", row["text"]) for row in self.rows)

    @property
    def wanted(self) -> set[str]:
        return {program for row in self.rows for program in row["want"]}


FIRST = Set(FOLDER / "search.jsonl", "s", 400)
FRESH = Set(FOLDER / "search_fresh.jsonl", "f", 200)
ELSEWHERE = {FIRST: {"s052", "s067"}, FRESH: set[str]()}
"""Questions that want another district's program: the list says the province alone, the department says the district."""


@pytest.fixture(params=[FIRST, FRESH], ids=lambda held: held.path.stem)
def held(request: pytest.FixtureRequest) -> Set:
    return request.param


@cache
def programs() -> dict[str, Program]:
    """The curated ones, by id."""
    return {program.id: program for program in load_programs(DATA / "programs")[0]}


@cache
def imported() -> dict[str, Imported]:
    """복지로's list as it is read into the second tier, by id."""
    if not LIST.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"복지로's list is not here: {LIST}", pytrace=False)
        pytest.skip(f"복지로's list is not here: {LIST}")
    readings = (read_file(LIST, source, RETRIEVED) for source in ("bokjiro-central", "bokjiro-local"))
    return {record.id: record for reading in readings for record in reading.records}


def is_imported(program: str) -> bool:
    return ":" in program


def could_have(office: str, program: str) -> bool:
    """Whether the imported program is the nation's, the office's province's or its district's."""
    record, (province, district) = imported().get(program), REGIONS[office]
    return record is not None and (
        record.province is None or (record.province == province and record.district in (None, district))
    )


def test_questions_have_the_fields_of_the_readme(held: Set) -> None:
    assert [row["id"] for row in held.rows] == [f"{held.letter}{number:03}" for number in range(1, held.size + 1)]
    assert [row["id"] for row in held.rows if list(row) != FIELDS or not row["want"]] == []
    assert {row["office"] for row in held.rows} == set(REGIONS)


def test_names_and_tiers_are_crossed_half_and_half(held: Set) -> None:
    assert Counter((row["named"], row["tier"]) for row in held.rows) == {
        (named, tier): held.size // 4 for named in (True, False) for tier in ("curated", "imported")
    }


def test_the_first_wanted_program_is_of_the_tier(held: Set) -> None:
    wrong = [row["id"] for row in held.rows if is_imported(row["want"][0]) != (row["tier"] == "imported")]
    assert wrong == []


def test_questions_are_typed_as_residents_type(held: Set) -> None:
    assert sum(" " not in text.text for text in held.texts) >= held.size * 0.15
    assert sum(len(text.bare) > LONG for text in held.texts) >= held.size * 0.1


def test_every_curated_program_wanted_is_in_the_base(held: Set) -> None:
    assert {program for program in held.wanted if not is_imported(program)} - programs().keys() == set()


def test_every_imported_program_wanted_is_one_that_the_residents_could_have(held: Set) -> None:
    wanted = [(row["id"], row["office"], program) for row in held.rows for program in row["want"]]
    assert {id for id, office, it in wanted if is_imported(it) and not could_have(office, it)} == ELSEWHERE[held]


def test_a_program_of_the_second_tier_is_wanted_with_its_curated_twin(held: Set) -> None:
    """A program that is curated later hides the imported one, and becomes a right answer beside it."""
    twins = {program.serv_id: id for id, program in programs().items() if program.serv_id}
    wanted = [(row, program.partition(":")[2]) for row in held.rows for program in row["want"]]
    assert [(row["id"], twins[it]) for row, it in wanted if it in twins and twins[it] not in row["want"]] == []


def test_a_question_without_the_name_does_not_hold_it(held: Set) -> None:
    names = {id: squeeze(program.name) for id, program in programs().items()}
    names |= {id: squeeze(record.name) for id, record in imported().items()}
    unnamed = [(row["id"], squeeze(row["text"]), row["want"]) for row in held.rows if not row["named"]]
    assert [id for id, text, wanted in unnamed if any(names[program] in text for program in wanted)] == []


def test_each_question_is_like_itself_alone() -> None:
    texts = [*FIRST.texts, *FRESH.texts]
    own = [f"{text.where}: {text.text!r}: like {text.where}" for text in texts]
    assert copies(texts, texts) == sorted(own)


def test_the_first_program_of_a_fresh_question_was_not_wanted_before() -> None:
    assert [row["id"] for row in FRESH.rows if row["want"][0] in FIRST.wanted] == []


def test_no_question_is_trained_on(held: Set) -> None:
    tell(copies(list(trained()), list(held.texts)))


def test_no_question_stands_in_the_list_it_asks_of(held: Set) -> None:
    official = {squeeze(words) for record in imported().values() for words in (record.name, record.summary)}
    assert [text.where for text in held.texts if text.bare in official] == []
