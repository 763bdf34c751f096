"""The screening as a talk: questions with numbers, a verdict with its grounds, to be left at any point."""

from __future__ import annotations

from datetime import date

import pytest

from actions.screening import Turn, go_on, start, told
from bot.eligibility.rulebook import rulebook
from bot.evidence import Context, Evidence
from bot.knowledge.base import KnowledgeBase
from bot.korean.facts import Facts
from bot.lines import line
from tests.knowledge import real_base

TODAY = date(2026, 11, 21)
JANUARY = date(2027, 1, 4)  # figures of 2026 carry a warning then: the longest form of a reply
REGIONS = {"서울": "dongjak", "동작구": "dongjak", "경남": "jinju", "진주시": "jinju"}
PROGRAMS = sorted(rulebook().programs)


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return real_base()


def talk(
    base: KnowledgeBase, program: str | None, *replies: str, day: date = TODAY, facts: Facts | None = None
) -> Turn:
    """The turn after the last of the replies."""
    context = context_for(base, program)
    turn = start(program, Evidence("나 이거 받을 수 있어?", {}, facts=facts or Facts()), context, base, day)
    for reply in replies:
        assert turn is not None
        turn = go_on(turn.screening, Evidence(reply, {}), context, base)
    assert turn is not None
    return turn


def context_for(base: KnowledgeBase, program: str | None) -> Context:
    """At the office whose residents can get the program."""
    region = base.programs[program].region if program else None
    return Context(office=REGIONS.get(region or "", "dongjak"))


def to_the_end(base: KnowledgeBase, program: str | None, choice: str, day: date = TODAY) -> list[Turn]:
    """All turns of always choosing the same place in the list, or the last one of a shorter list."""
    turns = [talk(base, program, day=day)]
    while (state := turns[-1].screening).question is not None:
        picked = str(min(int(choice), len(state.question.choices)))
        after = go_on(state, Evidence(picked, {}), context_for(base, program), base)
        assert after is not None
        turns.append(after)
    return turns


def test_a_question_stands_alone_with_its_numbered_choices(base: KnowledgeBase) -> None:
    turn = talk(base, "basic_pension", "67세")
    assert turn.reply.text.splitlines() == [
        "받으실 분에게 배우자가 있나요?",
        "1. 없어요",
        "2. 있어요",
        "0. 모르겠어요",
        line("utter_signature"),
    ]


def test_the_first_question_says_what_is_not_asked_and_how_to_stop(base: KnowledgeBase) -> None:
    text = talk(base, "basic_pension").reply.text
    assert "주민번호는 묻지 않습니다" in text and "'그만'" in text


def test_in_kakao_every_choice_is_a_button(base: KnowledgeBase) -> None:
    buttons = talk(base, "basic_pension", "67세").reply.quick_replies
    assert buttons == (("1. 없어요", "1"), ("2. 있어요", "2"), ("0. 모르겠어요", "0"), ("그만", "그만"))


def test_what_the_message_has_told_is_not_asked(base: KnowledgeBase) -> None:
    turn = talk(base, "basic_pension", facts=Facts(ages=(67,)))
    assert "배우자" in turn.reply.text and "몇 살" not in turn.reply.text


def test_the_end_says_verdict_rules_law_date_and_that_it_is_no_decision(base: KnowledgeBase) -> None:
    text = talk(base, "basic_pension", "67세", "없어요", "1", "아니요", "대한민국").reply.text
    lines = text.splitlines()
    assert lines[0] == "[기초연금] 가능성 높음"
    assert "맞음: 만 65세 이상이어야 합니다(기초연금법 제3조 제1항)." in lines
    assert "기초연금법 2026년 1월 기준" in text
    assert "이 안내는 결정이 아닙니다." in text
    assert "국민연금공단 1355" in text and "주민센터" in text
    assert line("utter_not_an_application") in lines


def test_what_is_not_met_stands_first(base: KnowledgeBase) -> None:
    lines = talk(base, "disability_pension", "40세", "2").reply.text.splitlines()
    assert lines[0] == "[장애인연금] 해당 어려움"
    assert lines[2].startswith("안 맞음: 장애 정도가 심한")


def test_what_nobody_knows_has_to_be_checked(base: KnowledgeBase) -> None:
    text = to_the_end(base, "basic_pension", "0")[-1].reply.text
    assert "확인 필요" in text and "해당 어려움" not in text


def test_in_january_last_years_figure_is_named_so(base: KnowledgeBase) -> None:
    turn = to_the_end(base, "livelihood_benefit", "1", JANUARY)[-1]
    assert line("utter_last_year", year="2026") in turn.reply.text


def test_the_best_three_of_all_are_offered_by_number(base: KnowledgeBase) -> None:
    turn = to_the_end(base, None, "1")[-1]
    assert turn.decision.decision == "recommend" and turn.decision.aspect is None
    assert 0 < len(turn.reply.offered) <= 3
    for number, option in enumerate(turn.reply.offered, start=1):
        assert f"{number}. {option.label}: " in turn.reply.text
    assert [link.program for link in turn.decision.programs] == [option.program for option in turn.reply.offered]


def test_a_screening_of_one_program_is_an_answer_on_who_can_get_it(base: KnowledgeBase) -> None:
    for turn in to_the_end(base, "basic_pension", "2"):
        record = turn.decision.record()
        assert (record["decision"], record["aspect"]) == ("answer", "eligibility")
        assert [program["id"] for program in record["programs"]] == ["basic_pension"]


def test_it_can_be_left_at_any_point(base: KnowledgeBase) -> None:
    turn = talk(base, "basic_pension", "67세")
    assert go_on(turn.screening, Evidence("주거급여 서류 뭐예요?", {}), Context(), base) is None
    stopped = go_on(turn.screening, Evidence("그만할게요", {}), Context(), base)
    assert stopped is not None
    assert go_on(stopped.screening, Evidence("1", {}), Context(), base) is None


def test_the_counselor_gets_the_facts_in_words(base: KnowledgeBase) -> None:
    turn = talk(base, "basic_pension", "67세", "없어요")
    assert told(turn.screening) == turn.decision.facts == {"나이": "67세", "배우자": "없어요"}


def test_the_counselor_gets_them_after_the_end_too(base: KnowledgeBase) -> None:
    assert told(talk(base, "basic_pension", "64세").screening) == {"나이": "64세"}
    assert told(talk(base, "basic_pension", "67세", "그만").screening) == {"나이": "67세"}


def test_after_the_end_a_number_picks_what_was_offered_and_answers_nothing(base: KnowledgeBase) -> None:
    turn = talk(base, "basic_pension", "64세")
    assert go_on(turn.screening, Evidence("1", {}), Context(), base) is None
    assert [option.aspect for option in turn.reply.offered] == ["how_to_apply", "documents"]


def test_a_program_of_another_city_is_not_screened(base: KnowledgeBase) -> None:
    jinju = [program for program in PROGRAMS if base.programs[program].region in ("진주시", "경남")]
    message = Evidence("나 이거 받을 수 있어?", {})
    assert [program for program in jinju if start(program, message, Context(office="dongjak"), base, TODAY)] == []


def test_a_program_without_rules_is_not_screened(base: KnowledgeBase) -> None:
    unruled = next(program for program in base.programs if program not in rulebook().programs)
    assert start(unruled, Evidence("나 이거 받을 수 있어?", {}), Context(), base, TODAY) is None


@pytest.mark.parametrize("program", [None, *PROGRAMS])
@pytest.mark.parametrize("choice", ["0", "1", "2", "5"])
def test_every_reply_fits_into_one_message_and_every_button_on_its_key(
    base: KnowledgeBase, program: str | None, choice: str
) -> None:
    for turn in to_the_end(base, program, choice, JANUARY):
        text = turn.reply.text
        assert len(text.encode("cp949")) <= 2000
        assert "{" not in text and "http" not in text and text.endswith(line("utter_signature"))
        assert all(0 < len(label) <= 14 for label, _ in turn.reply.quick_replies)
