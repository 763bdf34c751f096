from datetime import timedelta
from typing import Any

import pytest

from bot.safety.kinds import KINDS
from handoff.turns.outcome import BotReply, CaseView, Context, Failure, Outcome
from handoff.turns.respond import PLAIN, respond
from tests.conftest import MONDAY_AT_TEN as NOW
from tests.factories import handoff, plain

TOMORROW = NOW + timedelta(hours=32)
OPEN = CaseView("2026-1123-0001", TOMORROW)
LATE = CaseView("2026-1123-0001", NOW - timedelta(hours=1))
RESTING = CaseView("2026-1123-0001", None, resting=True)


def _respond(result: BotReply | Failure, **context: Any) -> Outcome:
    return respond(result, Context(**{"now": NOW, "due": TOMORROW, **context}))


def _lines(outcome: Outcome) -> list[str]:
    return [line for reply in outcome.replies for line in reply.lines]


@pytest.mark.parametrize("decision", PLAIN)
@pytest.mark.parametrize("owner", ["bot", "queue"])
def test_plain_question_is_answered_by_the_bot(decision: str, owner: str) -> None:
    outcome = _respond(plain("이렇습니다.", decision, quick_replies=[("네", "네")]), owner=owner, case=OPEN)
    assert [(reply.author, reply.text) for reply in outcome.replies] == [("bot", "이렇습니다.")]
    assert outcome.replies[0].quick_replies[0].label == "네"
    assert outcome.matter is None and outcome.owner_after(owner) == owner


@pytest.mark.parametrize("owner", ["bot", "queue"])
@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (BotReply("", (), {"decision": "answer"}), "low_confidence"),
        (BotReply("  \n", (), {"decision": "recommend"}), "low_confidence"),
        (BotReply("글", (), {"decision": "sing"}), "low_confidence"),
        (BotReply("글", (), {}), "low_confidence"),
        (BotReply("글", (), None), "bot_down"),
        ("bot_down", "bot_down"),
        ("fault", "low_confidence"),
        ("language", "low_confidence"),
        ("media", "own_case"),
    ],
)
def test_whatever_is_no_answer_goes_to_a_person(result: BotReply | Failure, reason: str, owner: str) -> None:
    outcome = _respond(result, owner=owner)
    assert outcome.matter is not None and outcome.matter.reason == reason
    assert outcome.owner_after(owner) == "queue"
    assert outcome.replies[0].text.endswith("- 자동안내")


def test_handoff_says_desk_and_time() -> None:
    outcome = _respond(handoff(referral=["livelihood"]), desk_name=lambda units, facts: "생활보장팀")
    assert _lines(outcome) == ["utter_handoff_waiting"]
    assert "생활보장팀" in outcome.replies[0].text and "11월 24일(화) 오후 6시" in outcome.replies[0].text
    assert outcome.matter is not None and outcome.matter.units == ("livelihood",)


def test_handoff_without_a_desk_still_says_the_time() -> None:
    assert _lines(_respond(handoff())) == ["utter_handoff_queue"]


def test_what_can_be_said_beside_a_handoff_comes_first_in_one_signed_message() -> None:
    outcome = _respond(handoff(text="서류는 신분증입니다.\n- 자동안내"))
    (reply,) = outcome.replies
    assert reply.author == "bot" and reply.text.startswith("서류는 신분증입니다.\n\n")
    assert reply.text.count("자동안내") == 1 and reply.text.endswith("- 자동안내")


def test_second_handoff_within_the_hour_says_nothing_more() -> None:
    outcome = _respond(handoff(), owner="queue", case=OPEN, recent_lines=frozenset({"utter_handoff_queue"}))
    assert outcome.replies == () and outcome.matter is not None


def test_after_an_hour_a_short_line_with_the_due_time_of_the_case() -> None:
    outcome = _respond(handoff(), owner="queue", case=OPEN)
    assert _lines(outcome) == ["utter_handoff_more"]


def test_no_time_is_promised_anew_where_the_promise_was_broken() -> None:
    assert _lines(_respond(handoff(), owner="queue", case=LATE)) == ["utter_case_status_late"]


@pytest.mark.parametrize(
    ("owner", "case", "line"),
    [
        ("bot", None, "utter_case_status_none"),
        ("queue", OPEN, "utter_case_status_waiting"),
        ("queue", LATE, "utter_case_status_late"),
    ],
)
def test_question_for_the_state_of_things_is_answered_truly(owner: str, case: CaseView | None, line: str) -> None:
    outcome = _respond(handoff("case_status"), owner=owner, case=case, asks_status=True)
    assert _lines(outcome) == [line]
    assert outcome.matter is None and outcome.owner_after(owner) == owner


def test_question_for_an_application_that_nobody_here_knows_of_goes_to_a_person() -> None:
    outcome = _respond(handoff("case_status"), case=None, asks_status=False)
    assert outcome.matter is not None and outcome.matter.reason == "case_status"
    assert _lines(outcome) == ["utter_handoff_queue"]


@pytest.mark.parametrize("result", [plain("안녕하세요", "smalltalk"), handoff("low_confidence"), "bot_down"])
def test_who_calls_out_while_a_case_waits_hears_how_things_stand(result: BotReply | Failure) -> None:
    outcome = _respond(result, owner="queue", case=OPEN, calls_out=True)
    assert _lines(outcome) == ["utter_still_here", "utter_case_status_waiting"] and outcome.matter is None


def test_who_calls_out_in_danger_is_not_told_of_tomorrow() -> None:
    assert _respond(plain("네", "smalltalk"), owner="queue", case=OPEN, calls_out=True, safety="suicide").replies == ()


def test_who_wants_everything_deleted_is_told_that_it_was_passed_on() -> None:
    outcome = _respond(handoff("requested"), wish="deletion")
    assert _lines(outcome) == ["utter_deletion"] and "11월 24일(화) 오후 6시" in outcome.replies[0].text


def test_visit_that_is_wished_for_stands_in_the_case() -> None:
    outcome = _respond(handoff("requested", facts={"ages": [78]}), wish="visit")
    assert outcome.matter is not None and outcome.matter.facts == {"ages": [78], "wish": "visit"}
    other = _respond(handoff("complaint"), wish="visit")
    assert other.matter is not None and other.matter.facts == {}


def test_question_for_a_resting_case_wakes_it() -> None:
    outcome = _respond(handoff("case_status"), case=RESTING)
    assert outcome.matter is not None and outcome.owner_after("bot") == "queue"


def test_state_of_things_is_told_with_the_bot_down() -> None:
    assert _lines(_respond("bot_down", owner="queue", case=OPEN, asks_status=True)) == ["utter_case_status_waiting"]


@pytest.mark.parametrize("result", [plain(), handoff(), "held", BotReply("글", (), {"decision": "crisis"})])
def test_bot_is_silent_while_a_counselor_owns_the_conversation(result: BotReply | Failure) -> None:
    outcome = _respond(result, owner="counselor", case=OPEN)
    assert outcome.replies == () and outcome.matter is None and outcome.owner_after("counselor") == "counselor"


def test_state_of_things_is_told_by_the_system_while_a_counselor_owns_it() -> None:
    outcome = _respond("held", owner="counselor", case=OPEN, asks_status=True)
    assert outcome.replies[0].author == "system" and _lines(outcome) == ["utter_case_status_assigned"]


def test_kakao_gets_one_line_an_hour_while_a_counselor_owns_it() -> None:
    assert _lines(_respond("held", owner="counselor", channel="kakao")) == ["utter_with_counselor"]
    said = frozenset({"utter_with_counselor"})
    assert _respond("held", owner="counselor", channel="kakao", recent_lines=said).replies == ()


@pytest.mark.parametrize("kind", KINDS)
def test_danger_that_only_the_bot_saw_becomes_a_crisis(kind: str) -> None:
    outcome = _respond(BotReply("", (), {"decision": "crisis", "crisis": kind, "subject": "other"}))
    assert outcome.crisis == kind and outcome.crisis_subject == "other" and outcome.owner_after("bot") == "queue"
    assert outcome.matter is not None and outcome.matter.crisis == kind


def test_danger_of_unknown_kind_is_a_danger_all_the_same() -> None:
    assert _respond(BotReply("", (), {"decision": "crisis", "crisis": "?"})).crisis in KINDS


@pytest.mark.parametrize("result", ["bot_down", BotReply("", (), None), BotReply("", (), {"decision": "crisis"})])
def test_nothing_is_said_beside_a_hotline_without_need(result: BotReply | Failure) -> None:
    assert _respond(result, owner="queue", safety="suicide", case=OPEN).replies == ()


def test_question_beside_a_danger_is_answered_without_a_joke() -> None:
    assert _respond(plain("서류는 신분증입니다."), owner="queue", safety="suicide", case=OPEN).replies
    assert not _respond(plain("하하", "smalltalk"), owner="queue", safety="suicide", case=OPEN).replies


def test_nothing_but_the_hotline_where_somebody_violent_may_be_reading() -> None:
    outcome = _respond(plain("서류는 신분증입니다."), owner="queue", safety="violence", protected=True, case=OPEN)
    assert outcome.replies == () and outcome.matter is not None
    assert _respond(BotReply("글", (), {"decision": "crisis", "crisis": "violence"})).replies == ()


def test_picture_goes_to_a_person_and_the_question_is_answered() -> None:
    outcome = _respond(plain("서류는 신분증입니다."), media=True)
    assert "서류는 신분증입니다." in outcome.replies[0].text and _lines(outcome) == ["utter_media_received"]
    assert outcome.matter is not None and outcome.matter.reason == "own_case"


def test_empty_message_opens_no_case() -> None:
    outcome = _respond("empty")
    assert _lines(outcome) == ["utter_empty_message"] and outcome.matter is None


def test_appeal_is_told_its_time_limit_once() -> None:
    appeal = handoff(legal="appeal")
    assert _lines(_respond(appeal)) == ["utter_appeal", "utter_handoff_queue"]
    known = CaseView("1", TOMORROW, legal_deadline=True)
    assert _lines(_respond(appeal, owner="queue", case=known)) == ["utter_handoff_more"]


def test_new_resident_is_told_what_this_is_once() -> None:
    outcome = _respond(plain("이렇습니다.\n- 자동안내"), first_contact=True)
    assert outcome.noticed and _lines(outcome) == ["utter_first_contact"]
    assert outcome.replies[0].text.endswith("- 자동안내") and outcome.replies[0].text.count("- 자동안내") == 1


def test_notice_does_not_stand_beside_a_danger() -> None:
    outcome = _respond(plain("글"), first_contact=True, safety="suicide", owner="queue")
    assert not outcome.noticed


@pytest.mark.parametrize(
    "record",
    [
        {"decision": "handoff", "referral": "x", "facts": [], "guesses": {}, "reason": 3},
        {"decision": "handoff", "relation": ["x"], "subject": 5},
    ],
)
def test_record_that_is_not_as_agreed_is_still_a_handoff(record: dict[str, Any]) -> None:
    outcome = _respond(BotReply("", (), record))
    assert outcome.matter is not None and outcome.matter.reason == "low_confidence"
    assert outcome.matter.units == () and outcome.matter.facts == {}


def test_danger_told_in_another_language_gets_a_number_that_speaks_it_too() -> None:
    assert _lines(_respond("language", safety="survival")) == ["utter_crisis_foreigner"]


def test_where_somebody_violent_may_read_along_no_second_message_goes_out() -> None:
    assert _respond("language", safety="violence").replies == ()
