"""What a conversation remembers."""

from __future__ import annotations

from typing import Any

from actions.memory import context_of, remember
from actions.reply import Reply, Turn
from bot.evidence import Context, Decision, Option
from tests.actions.factories import create_tracker
from tests.bot.factories import CARD, PENSION, VOUCHER, evidence, link_to

SLOTS = {
    "program": PENSION.id, "program_trail": [PENSION.id, CARD.id], "aspect": "amount", "options": [["문화나눔카드", CARD.id, None]],
    "situation": ["job_loss"], "handed_off": "own_case",
}  # fmt: skip
BEFORE = Context(
    PENSION.id, (PENSION.id,), "amount", (Option("문화나눔카드", CARD.id),), ("job_loss",), handed_off="own_case"
)


def remembered(decision: Decision, context: Context = Context(), offered: tuple[Option, ...] = ()) -> dict[str, Any]:
    turn = Turn(decision, Reply("", offered=offered))
    return {event["name"]: event["value"] for event in remember(turn, context)}


def test_slots_become_the_context_of_the_next_turn() -> None:
    context = context_of(create_tracker(evidence(), SLOTS, channel="kakao", office="jinju"))
    assert context == Context(
        PENSION.id,
        (PENSION.id, CARD.id),
        "amount",
        (Option("문화나눔카드", CARD.id),),
        ("job_loss",),
        handed_off="own_case",
        channel="kakao",
        office="jinju",
    )


def test_a_fresh_start_forgets_everything_but_channel_and_office() -> None:
    context = context_of(create_tracker(evidence(), SLOTS, fresh=True, channel="kakao", office="jinju"))
    assert context == Context(channel="kakao", office="jinju")


def test_a_new_conversation_has_nothing_behind_it() -> None:
    assert context_of(create_tracker(evidence())) == Context()


def test_the_program_that_was_answered_is_spoken_of() -> None:
    slots = remembered(Decision("answer", 0.9, (link_to(CARD),), aspect="documents"), BEFORE)
    assert (slots["program"], slots["program_trail"], slots["aspect"]) == (CARD.id, [CARD.id, PENSION.id], "documents")


def test_what_was_read_is_what_was_written() -> None:
    offered = (Option("난방바우처", VOUCHER.id, "amount"), Option("문화나눔카드", CARD.id))
    slots = remembered(Decision("clarify", 0.5, (link_to(VOUCHER),), aspect="amount"), BEFORE, offered)
    context = context_of(create_tracker(evidence(), slots))
    assert context.options == offered
    assert context.program == PENSION.id, "which one is meant is not known yet"
    assert context.trail == (VOUCHER.id, PENSION.id), "what was only offered was not spoken of"


def test_where_nothing_came_before_the_likeliest_of_what_was_asked_back_is_spoken_of() -> None:
    assert remembered(Decision("clarify", 0.5, (link_to(VOUCHER),), aspect="amount"))["program"] == VOUCHER.id


def test_offered_options_outlive_small_talk_and_an_answer_and_nothing_else() -> None:
    for kind, kept in {
        "smalltalk": True,
        "answer": True,
        "handoff": False,
        "recommend": False,
        "crisis": False,
        "out_of_scope": False,
    }.items():
        assert bool(remembered(Decision(kind, 0.9), BEFORE)["options"]) is kept, kind


def test_a_program_plainly_named_in_a_matter_for_a_person_is_spoken_of() -> None:
    named = Decision("handoff", 0.9, (link_to(CARD, 0.95),), reason="own_case")
    guessed = Decision("handoff", 0.9, (link_to(CARD, 0.5, "words"),), reason="own_case")
    assert remembered(named)["program"] == CARD.id
    assert remembered(guessed)["program"] is None


def test_an_answer_about_the_office_speaks_of_no_program() -> None:
    office = Decision("answer", 0.9, (link_to(CARD, 0.3, "words"),), aspect="contact", utterance="office")
    assert remembered(office, BEFORE)["program"] == PENSION.id


def test_what_a_question_was_perhaps_about_is_what_the_next_one_goes_on_about() -> None:
    unsure = Decision("handoff", 0.5, (link_to(CARD, 0.3, "words"),), reason="low_confidence")
    assert remembered(unsure)["program"] == CARD.id


def test_an_age_told_once_is_kept() -> None:
    slots = remembered(Decision("answer", 0.9, (link_to(CARD),), facts={"ages": (67,), "events": ("retirement",)}))
    assert slots["facts"] == {"ages": (67,)}
    again = remembered(Decision("smalltalk", 0.9), Context(facts=slots["facts"]))
    assert again["facts"] == {"ages": (67,)}


def test_the_trail_does_not_grow_without_end() -> None:
    long = Context(trail=tuple(f"program{n}" for n in range(20)))
    assert len(remembered(Decision("answer", 0.9, (link_to(CARD),)), long)["program_trail"]) <= 6


def test_situation_and_handoff_stay_known() -> None:
    slots = remembered(Decision("smalltalk", 0.9), BEFORE)
    assert (slots["situation"], slots["handed_off"]) == (["job_loss"], "own_case")
    assert remembered(Decision("handoff", 0.9, reason="complaint"), BEFORE)["handed_off"] == "complaint"


OFFERED = (Option("난방바우처", VOUCHER.id), Option("문화나눔카드", CARD.id))


def test_what_was_offered_was_not_spoken_of() -> None:
    assert remembered(Decision("recommend", 0.9), Context(), OFFERED)["program_trail"] == []
    picked = remembered(Decision("answer", 0.9, (link_to(CARD),), aspect="overview"), Context(options=OFFERED))
    assert picked["program_trail"] == [CARD.id]


def test_all_that_were_picked_one_after_another_can_be_come_back_to() -> None:
    first = remembered(Decision("answer", 0.9, (link_to(CARD),), aspect="overview"), Context(options=OFFERED))
    context = context_of(create_tracker(evidence(), first))
    second = remembered(Decision("answer", 0.9, (link_to(VOUCHER),), aspect="overview"), context)
    assert second["program_trail"] == [VOUCHER.id, CARD.id]


def test_of_two_answered_at_once_both_were_spoken_of() -> None:
    both = Decision("answer", 0.9, (link_to(VOUCHER),), aspect="overview", also=((CARD.id, "overview"),))
    assert remembered(both, Context(options=OFFERED))["program_trail"] == [VOUCHER.id, CARD.id]


def test_only_a_question_has_an_aspect_that_can_be_asked_again() -> None:
    for decision in ("handoff", "smalltalk"):
        assert remembered(Decision(decision, 0.9, aspect="documents"), BEFORE)["aspect"] == "amount"
