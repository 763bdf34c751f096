"""The questions that the search is fitted on ask for programs that there are, at an office that has them."""

from __future__ import annotations

from bot.knowledge.catalog.training import search_questions
from bot.knowledge.imported import SOURCES
from bot.knowledge.programs import load_programs
from bot.knowledge.regions import OFFICES
from bot.knowledge.situations import OFFICE_REGIONS
from bot.korean.normalize import squeeze
from bot.paths import DATA

QUESTIONS = list(search_questions())


def test_every_kind_is_asked_often_enough_to_be_held_out() -> None:
    for tier in ("curated", "imported"):
        for named in (True, False):
            assert sum((asked.tier, asked.named) == (tier, named) for asked in QUESTIONS) >= 50


def test_no_question_stands_twice() -> None:
    assert len({squeeze(asked.text) for asked in QUESTIONS}) == len(QUESTIONS)


def test_the_first_program_wanted_is_of_the_tier() -> None:
    assert [a.text for a in QUESTIONS if (":" in a.family) != (a.tier == "imported")] == []


def test_programs_wanted_are_of_a_source_or_ours_and_of_the_office() -> None:
    ours = {program.id: program for program in load_programs(DATA / "programs")[0]}
    for asked in QUESTIONS:
        assert asked.office in OFFICES
        for id in asked.want:
            if ":" in id:
                assert id.partition(":")[0] in SOURCES, asked.text
            else:
                assert ours[id].region in (None, *OFFICE_REGIONS[asked.office]), asked.text
