"""The one action: a decision record each turn, and words for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions import respond as respond_module
from actions.reply import Reply, Turn
from actions.respond import ActionRespond, given, respond, today_of
from bot.evidence import Context, Decision, Evidence, Option
from bot.knowledge.linking.link import Link
from bot.lines import line
from tests.actions.factories import create_tracker
from tests.bot.factories import CARD, PENSION, create_base, evidence, link_to

TODAY = date(2026, 11, 21)
BASE = create_base()
DANGER = {"kind": "suicide", "confidence": 0.9, "units": ["suicide_109"], "subject": "self", "reasons": ["죽고 싶"]}
ASKED = evidence("어르신연금 얼마예요", (link_to(PENSION),), question=0.95)
TURNS = {
    "answer": ASKED,
    "office": evidence("구청 전화번호", question=0.9, intents={"ask_office": 0.9}),
    "clarify": evidence(links=(link_to(PENSION, 0.7, "like"), link_to(CARD, 0.7, "like")), question=0.95),
    "handoff": evidence("제 일 좀 봐주세요", person=0.9, intents={"report_own_case": 0.9}),
    "crisis": evidence("죽고 싶어요", crisis=DANGER),
    "smalltalk": evidence("안녕하세요", smalltalk=0.9, intents={"greet": 0.9}),
    "out_of_scope": evidence("내일 비 와요", out_of_scope=0.9),
    "nothing": Evidence("", {}),
}


@pytest.fixture(autouse=True)
def three_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(respond_module, "knowledge", type("Fixed", (), {"get": lambda self: BASE})())


def run(
    seen: Evidence, slots: dict[str, Any] | None = None, **metadata: Any
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The messages that the action utters, and the slots that it sets."""
    dispatcher = CollectingDispatcher()
    events = ActionRespond().run(dispatcher, create_tracker(seen, slots, **metadata), {})
    return dispatcher.messages, {event["name"]: event["value"] for event in events}


def decided(*told: Any) -> tuple[Decision, Reply]:
    turn = respond(*told)
    return turn.decision, turn.reply


def records(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [m["custom"]["decision"] for m in messages if "decision" in m.get("custom", {})]


@pytest.mark.parametrize("turn", TURNS)
def test_every_turn_ends_with_exactly_one_decision_record(turn: str) -> None:
    messages, _ = run(TURNS[turn])
    (record,) = records(messages)
    assert {"decision", "programs", "aspect", "referral", "confidence", "knowledge"} <= record.keys()
    assert sum(bool(message.get("text")) for message in messages) <= 1


@pytest.mark.parametrize("turn", ["answer", "office", "clarify", "smalltalk", "out_of_scope"])
def test_what_the_bot_decides_alone_has_words_and_a_signature(turn: str) -> None:
    messages, _ = run(TURNS[turn])
    text = next(message["text"] for message in messages if message.get("text"))
    assert text.endswith(line("utter_signature"))


@pytest.mark.parametrize("turn", ["handoff", "crisis"])
def test_the_words_of_a_handoff_and_of_a_hotline_are_the_front_doors(turn: str) -> None:
    messages, _ = run(TURNS[turn])
    assert [message["text"] for message in messages if message.get("text")] == []


def test_what_was_asked_beside_a_danger_is_still_answered() -> None:
    seen = evidence("죽고 싶어요 그런데 어르신연금 얼마예요", (link_to(PENSION),), crisis=DANGER, question=0.6)
    messages, _ = run(seen)
    assert records(messages)[0]["decision"] == "crisis"
    assert "34만 9,700원" in messages[0]["text"]


def test_a_recommendation_that_finds_nothing_becomes_a_handoff() -> None:
    decision, reply = decided(evidence("뭐 없나요", recommend=0.9), Context(), BASE, TODAY)
    assert (decision.decision, decision.reason, reply.text) == ("handoff", "low_confidence", "")
    assert decision.referral


def test_an_answer_without_words_becomes_a_handoff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(respond_module, "office_answer", lambda evidence, context: None)
    messages, _ = run(TURNS["office"])
    assert records(messages)[0]["decision"] == "handoff"
    assert not any(message.get("text") for message in messages)


def test_out_of_scope_names_the_numbers_of_the_city() -> None:
    assert "120" in run(TURNS["out_of_scope"], office="dongjak")[0][0]["text"]
    assert "120" not in run(TURNS["out_of_scope"], office="jinju")[0][0]["text"]


def test_buttons_go_with_the_words() -> None:
    messages, _ = run(TURNS["clarify"])
    assert [(button["title"], button["payload"]) for button in messages[0]["buttons"]] == [
        ("1. 어르신연금", "1"),
        ("2. 문화나눔카드", "2"),
    ]


def test_an_imported_program_that_was_told_is_on_record_as_our_own_are(monkeypatch: pytest.MonkeyPatch) -> None:
    taxi = Link("bokjiro-local:WLF1", "섬김택시", 0.9, "imported")
    decision = Decision("answer", 0.9, (taxi,), aspect="amount", utterance="imported")
    said = Turn(decision, Reply("[섬김택시] 이용료를 드립니다."))
    assert given(said) == [["imported", "bokjiro-local:WLF1", "amount"]]
    assert records(run(ASKED)[0])[0]["given"] == [["program", PENSION.id, "amount"]]
    assert records(run(TURNS["office"])[0])[0]["given"][0][0] == "desk"


def test_the_next_turn_speaks_of_what_this_one_answered() -> None:
    _, slots = run(ASKED)
    messages, _ = run(evidence("그럼 서류는?", question=0.9, intents={"ask_documents": 0.9}), slots)
    assert "통장 사본" in messages[0]["text"]


def test_what_was_offered_can_be_chosen_in_the_next_turn() -> None:
    _, slots = run(TURNS["clarify"])
    messages, _ = run(evidence("2번"), slots)
    assert records(messages)[0]["programs"][0]["id"] == CARD.id
    assert slots["options"] == [list(vars(Option(p.name, p.id, "amount")).values()) for p in (PENSION, CARD)]


def test_a_fresh_start_knows_nothing_of_it() -> None:
    _, slots = run(ASKED)
    messages, _ = run(evidence("그럼 서류는?", question=0.9, intents={"ask_documents": 0.9}), slots, fresh=True)
    assert records(messages)[0]["decision"] != "answer"


def test_the_clock_of_the_front_door_counts() -> None:
    messages, _ = run(ASKED, now="2027-01-04T09:00:00+09:00")
    assert line("utter_last_year", year="2026") in messages[0]["text"]
    assert today_of(create_tracker(ASKED, now="2026-12-31T15:30:00+00:00")) == date(2027, 1, 1), (
        "in Korea it is the next day"
    )


def test_without_a_clock_it_is_today() -> None:
    assert today_of(create_tracker(ASKED)) == datetime.now(ZoneInfo("Asia/Seoul")).date()


def test_who_asks_for_oneself_is_offered_a_screening_before_the_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(respond_module.screening, "offer", lambda program, *_: Option("확인", program, "screening"))
    asked = evidence(
        "나 어르신연금 받을 수 있어?", (link_to(PENSION),), question=0.95, intents={"ask_eligibility": 0.9}
    )
    _, reply = decided(asked, Context(), BASE, TODAY)
    assert reply.text.endswith(line("utter_signature")) and reply.text.count(line("utter_signature")) == 1
    assert line("utter_offer_screening") in reply.text
    assert [option.label for option in reply.offered] == ["확인"]
