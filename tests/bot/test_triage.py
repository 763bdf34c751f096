"""Evidence in, decision out. Every decision of the contract, by evidence made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot import triage
from bot.evidence import Context, Decision, Evidence, Option
from bot.intents import PERSON
from bot.korean.facts import Facts
from bot.triage import decide
from tests.bot.factories import CARD, PENSION, VOUCHER, create_base, evidence, link_to
from tests.knowledge import real_base

BASE = create_base()
PENSION_LINK, CARD_LINK = link_to(PENSION), link_to(CARD, 0.93, start=6, end=12)
DANGER = {"kind": "suicide", "confidence": 0.9, "units": ("suicide_109",), "subject": "self", "reasons": ("죽고 싶",)}
SPOKEN = Context(program=PENSION.id, trail=(PENSION.id,), aspect="amount")
OFFERED = Context(options=(Option(PENSION.name, PENSION.id), Option(CARD.name, CARD.id, "documents")))


def decided(seen: Evidence, context: Context = Context()) -> Decision:
    return decide(seen, context, BASE)


def about_pension(**shares: Any) -> Evidence:
    return evidence(links=(PENSION_LINK,), **shares)


# One decision each.


def test_a_question_about_a_named_program_is_answered() -> None:
    decision = decided(about_pension(question=0.95))
    assert (decision.decision, decision.programs[0].program, decision.aspect) == ("answer", PENSION.id, "amount")
    assert decision.confidence > 0.8


def test_a_question_about_the_office_is_answered_without_a_program() -> None:
    decision = decided(evidence("주민센터 전화번호", question=0.9, intents={"ask_office": 0.9}))
    assert (decision.decision, decision.utterance) == ("answer", "office")


def test_what_is_there_for_me_gets_a_recommendation() -> None:
    facts = Facts(events=("job_loss",))
    decision = decided(evidence("실직했는데 뭐 받을 수 있나요", recommend=0.8, question=0.1, facts=facts))
    assert (decision.decision, decision.situation) == ("recommend", ("job_loss",))


def test_a_situation_told_before_still_holds() -> None:
    decision = decided(evidence("뭐 받을 수 있나요", recommend=0.8), Context(situation=("job_loss",)))
    assert decision.situation == ("job_loss",)


def test_two_programs_found_equally_well_are_asked_about() -> None:
    links = (link_to(PENSION, 0.7, "like"), link_to(CARD, 0.7, "like"))
    decision = decided(evidence(links=links, question=0.95))
    assert decision.decision == "clarify"
    assert [option.program for option in decision.options] == [PENSION.id, CARD.id]
    assert {option.aspect for option in decision.options} == {"amount"}


def test_who_says_no_more_than_a_familys_word_is_asked_which_one_is_meant() -> None:
    opening = evidence("대출 좀 알아보려고요", out_of_scope=0.6, question=0.2)
    decision = decide(opening, Context(), real_base())
    assert decision.decision == "clarify" and len(decision.options) > 1
    assert decide(opening, SPOKEN, real_base()).decision != "clarify"


@pytest.mark.parametrize(("intent", "reason"), PERSON.items())
def test_a_persons_matter_goes_to_a_person(intent: str, reason: str) -> None:
    decision = decided(evidence("제 일 좀 봐주세요", person=0.9, intents={intent: 0.9}))
    assert (decision.decision, decision.reason) == ("handoff", reason)
    assert decision.referral


def test_danger_is_a_crisis_of_the_kind_that_the_net_found() -> None:
    decision = decided(evidence("죽고 싶어요", crisis=DANGER, question=0.9))
    assert (decision.decision, decision.crisis, decision.referral) == ("crisis", "suicide", ("suicide_109",))
    assert decision.reason == "crisis"


def test_danger_that_only_the_intents_see_is_a_crisis_too() -> None:
    decision = decided(evidence("도와주세요", danger=0.7, intents={"crisis_violence": 0.5, "crisis_suicide": 0.2}))
    assert (decision.decision, decision.crisis) == ("crisis", "violence")


def test_a_crisis_without_a_known_kind_is_still_a_crisis() -> None:
    decision = decided(evidence("도와주세요", danger=0.7, intents={}))
    assert decision.decision == "crisis" and decision.crisis


@pytest.mark.parametrize(
    ("intent", "utterance"),
    [("greet", "utter_greet"), ("thank", "utter_thank"), ("choose_option", "utter_correct_bot")],
)
def test_smalltalk_gets_its_line(intent: str, utterance: str) -> None:
    decision = decided(evidence("안녕하세요", smalltalk=0.9, intents={intent: 0.9}))
    assert (decision.decision, decision.utterance) == ("smalltalk", utterance)


def test_what_is_not_welfare_is_said_to_be_elsewhere() -> None:
    assert decided(evidence("내일 비 와요", out_of_scope=0.8, question=0.1)).decision == "out_of_scope"


# What beats what.


@pytest.mark.parametrize(
    "rest", [{"question": 0.9}, {"person": 0.9}, {"smalltalk": 0.9}, {"recommend": 0.9}, {"out_of_scope": 0.9}]
)
def test_crisis_beats_everything(rest: Mapping[str, float]) -> None:
    seen = evidence(
        "어르신연금 얼마예요", links=(PENSION_LINK,), crisis=DANGER, intents={"report_own_case": 0.5}, **rest
    )
    assert decided(seen).decision == "crisis"
    assert decided(replace(seen, text="1"), OFFERED).decision == "crisis"


@pytest.mark.parametrize("other", ["question", "recommend"])
def test_a_persons_matter_beats_a_somewhat_likelier_question(other: str) -> None:
    seen = evidence(
        links=(PENSION_LINK,), person=0.42, **{other: 0.55}, intents={"ask_amount": 0.5, "report_own_case": 0.42}
    )
    assert decided(seen).decision == "handoff"


def test_a_faint_sound_of_a_persons_matter_does_not_keep_an_answer_back() -> None:
    seen = about_pension(question=0.85, person=0.12, intents={"ask_amount": 0.85, "report_own_case": 0.12})
    assert decided(seen).decision == "answer"


def test_what_else_was_asked_is_noted_beside_a_crisis() -> None:
    decision = decided(about_pension(crisis=DANGER, question=0.6))
    assert decision.also == ((PENSION.id, "amount"),)


def test_a_crisis_that_asks_nothing_has_nothing_beside_it() -> None:
    assert decided(evidence("죽고 싶어요", crisis=DANGER)).also == ()


def test_a_chosen_number_beats_what_the_number_sounds_like() -> None:
    decision = decided(evidence("2번", smalltalk=0.9, intents={"choose_option": 0.9}), OFFERED)
    assert (decision.decision, decision.programs[0].program, decision.aspect) == ("answer", CARD.id, "documents")


def test_two_options_picked_at_once_are_both_answered() -> None:
    decision = decided(evidence("둘 다요", smalltalk=0.9, intents={"choose_option": 0.9}), OFFERED)
    assert (decision.programs[0].program, len(decision.also)) == (OFFERED.options[0].program, 1)


# A wrong automatic answer is dearer than a handoff.


def test_an_answer_that_nothing_is_sure_enough_of_goes_to_a_person() -> None:
    decision = decided(evidence(links=(link_to(PENSION, 0.6),), question=0.45, person=0.2, out_of_scope=0.02))
    assert (decision.decision, decision.reason) == ("handoff", "low_confidence")


def test_a_question_without_a_program_goes_to_a_person_or_is_not_ours() -> None:
    unknown = evidence("그 새로 생긴 제도는 언제 시작하는지 알고 싶어요", question=0.9, out_of_scope=0.01)
    assert (decided(unknown).decision, decided(unknown).reason) == ("handoff", "low_confidence")
    foreign = evidence("여권 만들 때 준비물이 뭔지 알고 싶어요", question=0.6, out_of_scope=0.35)
    assert decided(foreign).decision == "out_of_scope"


@pytest.mark.parametrize("via", ["name", "like", "words"])
def test_a_weak_link_is_never_answered(via: str) -> None:
    seen = evidence("우리 동네에 새로 생긴 그 제도는 누가 받나요", links=(link_to(PENSION, 0.3, via),), question=0.95)
    assert decided(seen).decision != "answer"


def test_the_less_sure_the_less_often_it_answers() -> None:
    answered = [decided(about_pension(question=share, person=1 - share, intents={"ask_amount": share, "report_own_case": 1 - share})).decision
                == "answer" for share in (0.99, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.2)]  # fmt: skip
    assert answered == sorted(answered, reverse=True)
    assert answered[0] and not answered[-1]


def test_a_program_taken_out_since_it_was_offered_goes_to_a_person() -> None:
    assert decided(evidence("1"), Context(options=(Option("옛것", "gone"),))).decision == "handoff"


# Follow-ups.


@pytest.mark.parametrize("text", ["그럼 서류는?", "서류는요"])
def test_a_question_without_a_name_is_about_the_program_said_before(text: str) -> None:
    decision = decided(evidence(text, question=0.9, intents={"ask_documents": 0.9}), SPOKEN)
    assert (decision.decision, decision.programs[0].program, decision.aspect) == ("answer", PENSION.id, "documents")


def test_the_same_question_at_a_fresh_start_is_about_nothing() -> None:
    assert decided(evidence("그럼 서류는?", question=0.9, intents={"ask_documents": 0.9})).decision != "answer"


def test_a_name_alone_asks_what_was_asked_before() -> None:
    seen = evidence("문화나눔카드는요", links=(CARD_LINK,), question=0.9, intents={"ask_overview": 0.9})
    assert decided(seen, SPOKEN).aspect == "amount"
    assert decided(seen).aspect == "overview"


def test_a_named_program_beats_the_one_said_before() -> None:
    seen = evidence("문화나눔카드 서류", links=(CARD_LINK,), question=0.9, intents={"ask_documents": 0.9})
    assert decided(seen, SPOKEN).programs[0].program == CARD.id


def test_a_program_removed_since_is_not_spoken_of() -> None:
    gone = Context(program="gone", trail=("gone",))
    assert decided(evidence("그럼 서류는?", question=0.9, intents={"ask_documents": 0.9}), gone).decision != "answer"


def test_a_number_without_a_list_is_asked_about() -> None:
    assert decided(evidence("3", question=0.9)).utterance == "utter_correct_bot"


# The record.


def test_two_aspects_about_as_likely_are_both_answered() -> None:
    decision = decided(about_pension(question=0.95, intents={"ask_amount": 0.5, "ask_documents": 0.4}))
    assert (decision.aspect, decision.also) == ("amount", ((PENSION.id, "documents"),))


def test_two_programs_named_together_are_both_answered() -> None:
    seen = evidence("어르신연금이랑 문화나눔카드 얼마", links=(PENSION_LINK, CARD_LINK), question=0.95)
    assert (CARD.id, "amount") in decided(seen).also


def test_programs_are_ranked_also_where_the_decision_is_no_answer() -> None:
    seen = about_pension(person=0.9, intents={"report_own_case": 0.9})
    assert [link.program for link in decided(seen).programs] == [PENSION.id]


def test_the_unit_of_the_program_comes_first_in_a_matter_of_ones_own() -> None:
    seen = evidence("어르신연금 왜 끊겼어요", links=(PENSION_LINK,), person=0.9, intents={"report_own_case": 0.9})
    decision = decided(seen)
    assert decision.referral[0] == PENSION.unit
    assert decision.legal == "appeal"


def test_a_worry_about_somebody_is_about_somebody_else() -> None:
    decision = decided(evidence("옆집 할머니가 안 보여요", person=0.9, intents={"worry_about_other": 0.9}))
    assert (decision.subject, decision.reason) == ("other", "third_party")


def test_a_counselor_sees_three_guesses_likeliest_first() -> None:
    guesses = decided(about_pension(question=0.6, person=0.3, smalltalk=0.1)).guesses
    assert [guess.decision for guess in guesses] == ["answer", "handoff", "smalltalk"]
    assert PENSION.name in guesses[0].label


def test_the_dong_that_is_named_is_told() -> None:
    assert decided(evidence("상도3동 사는데 도와주세요", person=0.9)).facts["dong"] == "상도3동"


def test_facts_travel_with_the_decision() -> None:
    assert decided(about_pension(question=0.9, facts=Facts(ages=(70,)))).facts["ages"] == (70,)


def test_the_record_is_what_the_contract_wants() -> None:
    record = decided(about_pension(question=0.95)).record()
    assert {"decision", "programs", "aspect", "referral", "confidence"} <= record.keys()
    assert record["programs"][0].keys() == {"id", "name", "score"}
    assert isinstance(record["referral"], list) and 0 <= record["confidence"] <= 1


@pytest.mark.parametrize("context", [Context(), SPOKEN, OFFERED])
def test_it_is_pure(context: Context) -> None:
    seen = about_pension(question=0.95, person=0.05)
    assert decided(seen, context) == decided(seen, context)


@pytest.mark.parametrize(
    "text", ["", " ", "😊", "1", "가" * 2000, "\x00"], ids=["empty", "blank", "emoji", "number", "long", "nul"]
)
@pytest.mark.parametrize("context", [Context(), SPOKEN, OFFERED])
def test_there_is_a_decision_for_whatever_is_sent(text: str, context: Context) -> None:
    decision = decide(Evidence(text, {}), context, BASE)
    assert decision.decision in ("answer", "recommend", "clarify", "handoff", "smalltalk", "out_of_scope")
    assert decision.record()


def test_without_a_blend_the_intents_decide() -> None:
    assert (
        decide(Evidence("어르신연금 얼마", {"ask_amount": 0.95}, (PENSION_LINK,)), Context(), BASE).decision == "answer"
    )


def test_voucher_and_card_are_known_by_their_own_units() -> None:
    seen = evidence("난방바우처 떨어졌어요", links=(link_to(VOUCHER),), person=0.9, intents={"report_own_case": 0.9})
    assert decided(seen).referral[0] == "livelihood"


# What a talk changes, and what it must not.


@pytest.mark.parametrize("text", ["포기합니다 인생", "3일 굶었어요", "그럼 서류는요"])
def test_a_talk_never_makes_danger_less_likely(text: str) -> None:
    assert decided(evidence(text, danger=0.6, smalltalk=0.3), SPOKEN).decision == "crisis"


def test_a_persons_matter_needs_less_in_a_talk_than_at_its_start(monkeypatch: pytest.MonkeyPatch) -> None:
    shares = {"question": 0.75, "person": 0.2, "smalltalk": 0.05, "recommend": 0.0, "out_of_scope": 0.0, "crisis": 0.0}
    monkeypatch.setattr(triage, "weigh", lambda *_: shares)
    at_first, in_talk = (decided(about_pension(), context) for context in (Context(), SPOKEN))
    assert (at_first.decision, in_talk.decision) == ("answer", "handoff")


def test_what_such_words_mean_in_a_talk_is_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    decisions = []
    for heard in ({"documents": 0.97, "smalltalk": 0.01}, {"smalltalk": 0.99}):
        monkeypatch.setattr(triage.in_talk, "heard", lambda *_, heard=heard: heard)
        torn = {"ask_amount": 0.3, "ask_documents": 0.3}
        seen = evidence("그런 것도 있군요", question=0.5, smalltalk=0.45, intents=torn)
        decisions.append(decided(seen, SPOKEN))
    assert [decision.decision for decision in decisions] == ["answer", "smalltalk"]
    assert decisions[0].aspect == "documents"
