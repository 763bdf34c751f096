"""A screening from its first question to its verdict."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.eligibility.judge import Verdict
from bot.eligibility.rulebook import rulebook
from bot.eligibility.screening import MOST_QUESTIONS, Screening, begin, result, take
from bot.eligibility.truth import Truth
from tests.bot.eligibility.factories import DAY, told

BOOK = rulebook()
PROGRAMS = sorted(BOOK.programs)


def answered(program: str | None, *replies: str, day: date = DAY) -> Screening:
    state: Screening | None = begin(program, BOOK, day)
    for reply in replies:
        assert state is not None
        state = take(state, reply, BOOK)
    assert state is not None
    return state


def next_states(state: Screening) -> list[Screening]:
    """After each of the choices, that somebody does not know included."""
    assert state.question is not None
    return [after for n in range(len(state.question.choices) + 1) if (after := take(state, str(n), BOOK)) is not None]


def led_to(program: str, verdict: Verdict) -> Screening:
    """The first end with the verdict, what speaks most for it being tried first."""
    return next(end for end in ends(begin(program, BOOK, DAY), verdict) if result(end, BOOK)[0].verdict is verdict)


def ends(state: Screening, verdict: Verdict) -> Iterator[Screening]:
    """All ends of a screening, depth first."""
    if state.question is None:
        yield state
        return
    truth = Truth.MET if verdict is Verdict.LIKELY else Truth.UNMET
    for after in sorted(next_states(state), key=lambda after: speaks(after, truth), reverse=True):
        yield from ends(after, verdict)


def speaks(state: Screening, truth: Truth) -> tuple[int, int]:
    (judgement,) = result(state, BOOK)
    against = Truth.UNMET if truth is Truth.MET else Truth.MET
    return -len(judgement.having(against)), len(judgement.having(truth))


def test_five_answers_make_a_verdict() -> None:
    state = answered("basic_pension", "67세", "없어요", "1", "아니요", "1")
    assert state.question is None
    (judgement,) = result(state, BOOK)
    assert judgement.verdict is Verdict.LIKELY


def test_the_first_rule_that_is_not_met_ends_it() -> None:
    state = answered("basic_pension", "64세")
    assert state.question is None
    assert [judgement.verdict for judgement in result(state, BOOK)] == [Verdict.UNLIKELY]


def test_who_knows_nothing_hears_that_it_has_to_be_checked() -> None:
    for program in PROGRAMS:
        state: Screening | None = begin(program, BOOK, DAY)
        while state is not None and state.question is not None:
            state = take(state, "모르겠어요", BOOK)
        assert state is not None
        assert [judgement.verdict for judgement in result(state, BOOK)] == [Verdict.CHECK], program


def test_what_was_told_before_is_not_asked() -> None:
    state = begin("basic_pension", BOOK, DAY, told(age=67, spouse="single"))
    assert state.question is not None and state.question.fact == "couple_recognized_income"


def test_what_is_told_beside_an_answer_is_not_asked_either() -> None:
    state = begin("basic_pension", BOOK, DAY)
    after = take(state, "일흔 넘었고 혼자 살아요", BOOK, told(age=70, spouse="single"))
    assert after is not None and after.question is not None
    assert after.question.fact == "couple_recognized_income"


def test_a_message_that_is_no_answer_is_left_to_others() -> None:
    assert take(begin("basic_pension", BOOK, DAY), "주거급여 서류 알려 주세요", BOOK) is None


def test_after_the_last_question_nothing_is_an_answer() -> None:
    assert take(answered("basic_pension", "64세"), "1", BOOK) is None


def test_a_program_without_rules_cannot_be_screened() -> None:
    with pytest.raises(KeyError):
        begin("moon_landing", BOOK, DAY)


@pytest.mark.parametrize("replies", [(), ("67세",), ("67세", "0"), ("64세",)])
def test_a_state_comes_back_from_a_slot_as_it_went_in(replies: tuple[str, ...]) -> None:
    state = answered("basic_pension", *replies)
    assert Screening.from_dict(json.loads(json.dumps(state.as_dict()))) == state


def test_the_law_is_that_of_the_day_it_began() -> None:
    replies = ("70세", "없어요", "2300000원")
    (old,) = result(answered("basic_pension", *replies, day=date(2025, 12, 31)), BOOK)
    (new,) = result(answered("basic_pension", *replies, "아니요", "1", day=date(2026, 1, 1)), BOOK)
    assert (old.verdict, new.verdict) == (Verdict.UNLIKELY, Verdict.LIKELY)


@pytest.mark.parametrize("verdict", [Verdict.LIKELY, Verdict.UNLIKELY])
@pytest.mark.parametrize("program", PROGRAMS)
def test_every_program_can_come_to_either_end_in_five_questions(program: str, verdict: Verdict) -> None:
    end = led_to(program, verdict)
    assert [judgement.verdict for judgement in result(end, BOOK)] == [verdict], end.asked
    assert len(end.asked) <= MOST_QUESTIONS


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([None, *PROGRAMS]), st.lists(st.integers(0, 5), min_size=MOST_QUESTIONS, max_size=MOST_QUESTIONS)
)
def test_whatever_is_answered_no_more_than_five_questions_are_asked_and_none_twice(
    program: str | None, picks: list[int]
) -> None:
    state = begin(program, BOOK, DAY)
    for pick in picks:
        if state.question is not None:
            after = next_states(state)
            state = after[pick % len(after)]
    assert state.question is None
    assert len(set(state.asked)) == len(state.asked) <= MOST_QUESTIONS


def test_of_all_programs_the_best_three_are_named_and_none_that_is_ruled_out() -> None:
    judgements = result(answered(None, "40", "1", "3", "1", "3"), BOOK)
    assert 0 < len(judgements) <= 3
    order = [list(Verdict).index(judgement.verdict) for judgement in judgements]
    assert order == sorted(order)
    assert Verdict.UNLIKELY not in {judgement.verdict for judgement in judgements}
