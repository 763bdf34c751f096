"""The batch interface over the message sample, by the contract."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.measures import Measures, measure
from bot.lines import line
from bot.paths import ROOT
from handoff.cli.batch import converse_line, run_batch, triage_line
from tests.knowledge import real_base
from tests.shared import needs

SAMPLE = ROOT.parent / "shared" / "data" / "messages-sample"
FIELDS = {"id", "decision", "programs", "aspect", "referral", "confidence", "reply"}
DECISIONS = {"answer", "recommend", "clarify", "handoff", "crisis", "smalltalk", "out_of_scope"}
BAD = ["no json", "[1, 2]", '"text"', "{}", '{"id": "n1"}', '{"id": "n2", "text": 7}', '{"id": "n3", "text": null}']
BAD_IDS = [None, None, None, None, "n1", "n2", "n3"]

pytestmark = [
    pytest.mark.rasa,
    pytest.mark.slow,
    needs(SAMPLE),
]

Row = dict[str, Any]


def rows_of(path: Path) -> list[Row]:
    return [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def labelled() -> list[Row]:
    return rows_of(SAMPLE / "messages.jsonl")


@pytest.fixture(scope="module")
def answers(model: Path, labelled: list[Row], tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """What `bokji triage` says to the sample with wrong lines in its midst."""
    folder = tmp_path_factory.mktemp("triage")
    asked = [json.dumps({"id": row["id"], "text": row["text"]}, ensure_ascii=False) for row in labelled]
    (folder / "in.jsonl").write_text("\n".join([*asked[:5], *BAD, *asked[5:]]) + "\n", encoding="utf-8")
    number = asyncio.run(run_batch(folder / "in.jsonl", folder / "out.jsonl", triage_line))
    answered = rows_of(folder / "out.jsonl")
    assert number == len(answered)
    return answered


@pytest.fixture(scope="module")
def dialogues(model: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Row, Row]]:
    """The sample's dialogues, each with what `bokji converse` says; the last answer is that of a line without turns."""
    folder = tmp_path_factory.mktemp("converse")
    asked = rows_of(SAMPLE / "dialogues.jsonl")
    lines = [
        {"id": d["id"], "channel": d["channel"], "turns": [{"text": t["text"]} for t in d["turns"]]} for d in asked
    ]
    lines.append({"id": "bad", "turns": "none"})
    (folder / "in.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in lines), encoding="utf-8")
    asyncio.run(run_batch(folder / "in.jsonl", folder / "out.jsonl", converse_line))
    return list(zip([*asked, lines[-1]], rows_of(folder / "out.jsonl"), strict=True))


def good(answers: list[Row]) -> list[Row]:
    return [*answers[:5], *answers[5 + len(BAD) :]]


@pytest.fixture(scope="module")
def measures(labelled: list[Row], answers: list[Row]) -> Measures:
    return measure(labelled, good(answers), real_base().programs)


def told(measures: Measures) -> str:
    return "\n".join(f"{expected['id']}: {wrong}" for expected, _, wrong in measures.mistakes)


def test_the_order_of_the_lines_is_kept(labelled: list[Row], answers: list[Row]) -> None:
    assert [row["id"] for row in good(answers)] == [row["id"] for row in labelled]


def test_a_wrong_line_becomes_an_error_in_its_place(answers: list[Row]) -> None:
    wrong = answers[5 : 5 + len(BAD)]
    assert [row["id"] for row in wrong] == BAD_IDS
    assert all(row.keys() == {"id", "error"} and row["error"] for row in wrong)


def test_every_answer_has_the_contracts_fields(answers: list[Row]) -> None:
    for row in good(answers):
        assert row.keys() == FIELDS, row["id"]
        assert row["decision"] in DECISIONS
        assert 0 <= row["confidence"] <= 1
        assert row["reply"].strip()
        assert all(program.keys() == {"id", "name", "score"} for program in row["programs"])
        scores = [program["score"] for program in row["programs"]]
        assert scores == sorted(scores, reverse=True)


def test_who_needs_a_person_is_told_which_unit(answers: list[Row]) -> None:
    assert [
        row["id"] for row in good(answers) if row["decision"] in ("handoff", "crisis") and not row["referral"]
    ] == []


def test_what_a_machine_answered_is_signed_and_fits_into_one_message(answers: list[Row]) -> None:
    for row in good(answers):
        if row["decision"] in ("answer", "recommend", "clarify", "smalltalk", "out_of_scope"):
            assert line("utter_signature") in row["reply"], row["id"]
            assert len(row["reply"].encode("cp949", "replace")) <= 2000, row["id"]


def test_at_least_80_percent_of_decisions_are_right(measures: Measures) -> None:
    assert measures.decision.value >= 0.80, f"{measures.decision}\n{told(measures)}"


def test_at_least_85_percent_of_first_programs_are_right(measures: Measures) -> None:
    assert measures.program.value >= 0.85, f"{measures.program}\n{told(measures)}"


def test_every_crisis_is_found(measures: Measures) -> None:
    assert measures.crises.of > 0
    assert measures.crises.right == measures.crises.of, told(measures)


def test_a_crisis_gets_its_hotline_first(labelled: list[Row], answers: list[Row]) -> None:
    for expected, row in zip(labelled, good(answers), strict=True):
        if expected["expected"] == "crisis":
            assert any(
                number in row["reply"][:120] for number in ("112", "119", "109", "129", "1577", "1388", "1366")
            ), row["id"]


def test_few_messages_are_asked_back(measures: Measures) -> None:
    assert measures.clarify.value <= 0.08


def test_the_turns_of_a_dialogue_keep_their_order_and_fields(dialogues: list[tuple[Row, Row]]) -> None:
    for asked, answered in dialogues[:-1]:
        assert answered["id"] == asked["id"]
        assert len(answered["turns"]) == len(asked["turns"])
        assert all(turn.keys() == (FIELDS - {"id"}) | {"owner"} for turn in answered["turns"])
        assert all(turn["owner"] in ("bot", "queue", "counselor") for turn in answered["turns"])


def test_a_dialogue_without_turns_is_an_error(dialogues: list[tuple[Row, Row]]) -> None:
    assert dialogues[-1][1].keys() == {"id", "error"}


def test_once_a_person_is_due_the_conversation_stays_in_the_queue(dialogues: list[tuple[Row, Row]]) -> None:
    for _, answered in dialogues[:-1]:
        owners = [turn["owner"] for turn in answered["turns"]]
        assert owners == sorted(owners, key=("bot", "queue", "counselor").index), answered["id"]
        for turn in answered["turns"]:
            if turn["decision"] in ("handoff", "crisis"):
                assert turn["owner"] == "queue", answered["id"]


def test_most_turns_of_the_dialogues_are_decided_rightly(dialogues: list[tuple[Row, Row]]) -> None:
    pairs = [
        (e, d) for asked, answered in dialogues[:-1] for e, d in zip(asked["turns"], answered["turns"], strict=True)
    ]
    right = sum(expected["expected"] == decided["decision"] for expected, decided in pairs)
    assert right / len(pairs) >= 0.75, f"{right} of {len(pairs)}"
