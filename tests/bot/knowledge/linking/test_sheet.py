"""What was read of a program is kept, and makes no difference to what is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.linking.link import Linker
from bot.knowledge.linking.sheet import Sheet
from bot.knowledge.program import Program
from tests.bot.factories import CARD, PENSION, VOUCHER, create_program

PROGRAMS = {program.id: program for program in (PENSION, CARD, VOUCHER)}
WORDS = ("연금", "찬거리 나눔", "어르신", "무릎 수술비", "카드", "바우처 신청", "난방비")
QUESTIONS = (
    "어르신연금 얼마예요",
    "무릎 수술비 보태주나요",
    "찬거리나눔 어디서 신청해요",
    "난방비 카드",
    "바우쳐 신청",
)
said = st.lists(st.sampled_from(WORDS), max_size=3, unique=True).map(tuple)
edits = st.lists(st.tuples(st.sampled_from([*PROGRAMS, "new_one"]), said, said, st.booleans()), max_size=4)


@settings(max_examples=40, deadline=None)
@given(edits)
def test_a_linker_made_from_the_last_one_is_the_same_as_a_fresh_one(
    edited: Sequence[tuple[str, tuple[str, ...], tuple[str, ...], bool]],
) -> None:
    programs = dict(PROGRAMS)
    linker = Linker(programs.values())
    for id, aliases, descriptions, gone in edited:
        if gone:
            programs.pop(id, None)
        else:
            program = programs.get(id) or create_program(id, "새로운일")
            programs[id] = replace(program, aliases=aliases, descriptions=descriptions)
        linker = Linker(programs.values(), linker)
    fresh = Linker(programs.values())
    for question in QUESTIONS:
        assert linker.link(question) == fresh.link(question)
        assert _rows(linker, question) == _rows(fresh, question)


def test_a_sheet_is_kept_while_the_texts_are_the_same() -> None:
    sheet = Sheet.of(PENSION)
    assert Sheet.of(replace(PENSION, region="서울"), sheet) is sheet
    assert Sheet.of(_with_alias(PENSION), sheet) is not sheet


def _with_alias(program: Program) -> Program:
    return replace(program, aliases=(*program.aliases, "찬거리나눔"))


def _rows(linker: Linker, question: str) -> list[tuple[str, list[float]]]:
    return [(candidate.program, candidate.clues.tolist()) for candidate in linker.candidates(question)]
