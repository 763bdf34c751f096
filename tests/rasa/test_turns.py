"""Turns through the channel that the front door calls."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from bot.lines import line
from handoff.turns.reading import for_the_bot
from tests.rasa.conftest import Turn

pytestmark = pytest.mark.rasa
COMMANDS = [
    "/restart",
    " /restart",
    '/intent{"x":1}',
    "/",
    "//session_start",
    '/ask_amount{"program": "basic_pension"}',
]


def test_a_question_is_answered_with_text_quick_replies_and_one_record(turn: Turn) -> None:
    outcome = turn("기초연금 얼마나와요")
    assert outcome.keys() == {"text", "quick_replies", "decision"}
    decision = outcome["decision"]
    assert (decision["decision"], decision["programs"][0]["id"], decision["aspect"]) == (
        "answer",
        "basic_pension",
        "amount",
    )
    assert "만 " in outcome["text"] and outcome["text"].endswith(line("utter_signature"))
    assert {"label", "text"} == outcome["quick_replies"][0].keys()
    assert decision["knowledge"] and 0 < decision["confidence"] <= 1


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("죽고 싶어요 오늘 밤에 다 끝내려고요", "crisis"),
        ("생계급여가 갑자기 끊겼는데 제 거 왜 그런지 봐주세요", "handoff"),
        ("상담원 바꿔주세요", "handoff"),
        ("안녕하세요", "smalltalk"),
        ("고맙습니다", "smalltalk"),
        ("로또 번호 좀 알려줘", "out_of_scope"),
        ("임신했는데 뭐 받을 수 있는 거 있나요", "recommend"),
    ],
)
def test_plain_messages_of_every_kind(turn: Turn, text: str, decision: str) -> None:
    assert turn(text)["decision"]["decision"] == decision


def test_a_repeated_message_id_returns_the_same_outcome_and_makes_no_second_turn(
    turn: Turn, sender: str, turns_of: Callable[[str], int]
) -> None:
    first = turn("기초연금 얼마나와요", message_id=f"{sender}-once")
    assert turns_of(sender) == 1
    assert turn("기초연금 얼마나와요", message_id=f"{sender}-once") == first
    assert turns_of(sender) == 1
    turn("기초연금 얼마나와요", message_id=f"{sender}-twice")
    assert turns_of(sender) == 2


def test_a_repeat_while_the_first_is_still_at_work_makes_no_second_turn(
    turn: Turn, sender: str, turns_of: Callable[[str], int]
) -> None:
    """The front door gives up after three seconds and asks again; the turn that it gave up on may still run."""
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda _: turn("기초연금 얼마나와요", message_id=f"{sender}-once"), range(4)))
    assert outcomes == [outcomes[0]] * 4
    assert turns_of(sender) == 1


def test_a_follow_up_is_about_the_program_said_before(turn: Turn) -> None:
    turn("기초연금 얼마나와요")
    outcome = turn("그럼 서류는?")
    assert (outcome["decision"]["programs"][0]["id"], outcome["decision"]["aspect"]) == ("basic_pension", "documents")
    assert "[기초연금]" in outcome["text"]


def test_a_fresh_start_forgets(turn: Turn) -> None:
    turn("기초연금 얼마나와요")
    assert turn("그럼 서류는?", fresh=True)["decision"]["decision"] != "answer"


def test_what_was_forgotten_stays_forgotten(turn: Turn) -> None:
    turn("기초연금 얼마나와요")
    turn("안녕하세요", fresh=True)
    assert turn("그럼 서류는?")["decision"]["decision"] != "answer"


def test_two_residents_do_not_hear_of_each_other(turn: Turn, sender: str) -> None:
    turn("기초연금 얼마나와요")
    assert turn("그럼 서류는?", sender=f"{sender}-other")["decision"]["decision"] != "answer"


def test_a_number_picks_from_the_list_of_the_turn_before(turn: Turn) -> None:
    offered = turn("회사에서 잘렸어요 뭐 받을 수 있는 거 있나요")
    assert offered["decision"]["decision"] == "recommend"
    second = (
        next(row for row in offered["text"].splitlines() if row.startswith("2. ")).removeprefix("2. ").split(":")[0]
    )
    chosen = turn("2번")
    assert (chosen["decision"]["decision"], chosen["decision"]["programs"][0]["name"]) == ("answer", second)


def test_kakao_gets_five_where_sms_gets_three(turn: Turn, sender: str) -> None:
    text = "회사에서 잘렸어요 뭐 받을 수 있는 거 있나요"
    assert len(turn(text)["quick_replies"]) == 3
    assert len(turn(text, sender=f"{sender}-kakao", channel="kakao")["quick_replies"]) == 5


def test_the_office_counts(turn: Turn) -> None:
    assert "120" in turn("로또 번호 좀 알려줘", office="dongjak")["text"]
    assert "120" not in turn("로또 번호 좀 알려줘", office="jinju")["text"]


def test_the_front_doors_clock_counts(turn: Turn) -> None:
    text = turn("기초연금 얼마나와요", now="2031-01-05T10:00:00+09:00")["text"]
    assert "년 금액입니다. 새해 금액은 확인 중" in text


@pytest.mark.parametrize("command", COMMANDS)
def test_what_looks_like_a_command_of_rasas_is_a_message(turn: Turn, command: str) -> None:
    """The front door cuts the slashes; what is left is text, and the conversation goes on."""
    turn("기초연금 얼마나와요")
    if rest := for_the_bot(command):
        assert not rest.startswith(("/", " "))
        turn(rest)
    assert turn("그럼 서류는?")["decision"]["programs"][0]["id"] == "basic_pension"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_channel_survives_a_command_too(turn: Turn, command: str) -> None:
    assert turn(command).keys() == {"text", "quick_replies", "decision"}
    assert turn("기초연금 얼마나와요")["decision"]["decision"] == "answer"


@pytest.mark.parametrize(
    "text", ["Hello, how can I apply for housing benefit?", "help me please", "I lost my job and have no money"]
)
def test_english_gets_a_decision(turn: Turn, text: str) -> None:
    assert turn(text)["decision"]["decision"] in (
        "answer",
        "recommend",
        "handoff",
        "clarify",
        "smalltalk",
        "out_of_scope",
        "crisis",
    )


@pytest.mark.parametrize(
    "text",
    [("기초연금 얼마나와요 " * 200)[:2000], "가" * 2000, "\n" * 1999 + "네", "😊" * 1000, "ㅋ" * 2000],
    ids=["words", "letter", "lines", "emoji", "laughter"],
)
def test_two_thousand_characters_are_taken_within_three_seconds(turn: Turn, text: str) -> None:
    begun = time.monotonic()
    assert turn(text)["decision"]
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "text",
    ["", " ", "?", "\x00", "\ufffd", "𠮷", "\u200b", "{program}", "<b>굵게</b>", "'; DROP TABLE events; --"],
    ids=range(10),
)
def test_nothing_that_can_be_sent_breaks_the_turn(turn: Turn, text: str) -> None:
    assert turn(text).keys() == {"text", "quick_replies", "decision"}
    assert turn("기초연금 얼마나와요")["decision"]["decision"] == "answer"


def test_three_messages_at_once_by_one_sender_are_all_answered_within_seconds(
    turn: Turn, sender: str, turns_of: Callable[[str], int]
) -> None:
    begun = time.monotonic()
    with ThreadPoolExecutor(3) as pool:
        outcomes = list(pool.map(turn, ["기초연금 얼마나와요", "에너지바우처 서류 뭐예요", "안녕하세요"]))
    assert time.monotonic() - begun < 3
    assert [outcome["decision"]["decision"] for outcome in outcomes] == ["answer", "answer", "smalltalk"]
    assert turns_of(sender) == 3


def test_a_turn_takes_no_longer_after_many(turn: Turn) -> None:
    def seconds(turns: int) -> float:
        begun = time.monotonic()
        for _ in range(turns):
            turn("기초연금 얼마나와요")
        return (time.monotonic() - begun) / turns

    seconds(5)
    early = seconds(10)
    seconds(40)
    assert seconds(10) < 2 * early + 0.05


def test_a_request_that_is_not_as_agreed_is_no_turn(rasa: str) -> None:
    for body in ({}, {"sender": "x", "message_id": "y"}, []):
        assert httpx.post(f"{rasa}/webhooks/bokji/turn", json=body, timeout=10, trust_env=False).status_code >= 400
    assert httpx.get(f"{rasa}/webhooks/bokji/", timeout=10, trust_env=False).json() == {"status": "ok"}
