"""`bokji evaluate` on decisions that were made before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from handoff.cli.evaluate import NotComparable
from handoff.cli.main import app

ASKED = {
    "expected": "answer",
    "programs": ["기초연금"],
    "aspect": "amount",
    "referral": [],
    "text": "기초연금 얼마예요",
}
FOUND = [{"id": "basic_pension", "name": "기초연금", "score": 0.9}]
RIGHT = {
    "decision": "answer",
    "programs": FOUND,
    "aspect": "amount",
    "referral": [],
    "confidence": 0.9,
    "reply": "34만",
}
WRONG = RIGHT | {"decision": "handoff", "reply": "담당자"}


def write(path: Path, *rows: dict[str, Any]) -> Path:
    lines = (json.dumps({"id": str(number), **row}, ensure_ascii=False) for number, row in enumerate(rows))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def evaluate(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)], env={"COLUMNS": "160"})


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    return write(tmp_path / "labelled.jsonl", *[ASKED] * 10)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write(tmp_path / "good.jsonl", *[RIGHT] * 9, WRONG)


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return write(tmp_path / "bad.jsonl", *[RIGHT] * 2, *[WRONG] * 8)


def test_figures_and_page_are_written_beside_the_report(tmp_path: Path, labelled: Path, good: Path) -> None:
    figures, page = tmp_path / "figures.json", tmp_path / "report.html"
    result = evaluate(labelled, "--decided", good, "--figures", figures, "--html", page)
    assert result.exit_code == 0 and "90.0% (9/10" in result.output and "answer -> handoff" in result.output
    assert json.loads(figures.read_text(encoding="utf-8"))["measures"]["decision"]["right"] == 9
    assert "기초연금 얼마예요" in page.read_text(encoding="utf-8")


def test_another_models_decisions_are_compared_message_by_message(labelled: Path, good: Path, bad: Path) -> None:
    result = evaluate(labelled, "--decided", good, "--against", bad)
    assert "against bad.jsonl" in result.output and "7:0" in result.output and "clearly better" in result.output


def test_another_models_figures_are_compared_by_their_intervals(
    tmp_path: Path, labelled: Path, good: Path, bad: Path
) -> None:
    evaluate(labelled, "--decided", good, "--figures", tmp_path / "good.json")
    result = evaluate(labelled, "--decided", bad, "--against", tmp_path / "good.json")
    assert "against good.json" in result.output and "clearly worse" in result.output


def test_dialogues_are_measured_turn_by_turn(tmp_path: Path) -> None:
    labelled = write(tmp_path / "talks.jsonl", {"turns": [ASKED, ASKED | {"must_mention": ["36만"]}]})
    decided = write(tmp_path / "decided.jsonl", {"turns": [RIGHT, RIGHT]})
    result = evaluate(labelled, "--decided", decided)
    assert "2 turns of dialogues" in result.output and "does not mention 36만" in result.output


def test_decisions_on_other_lines_are_refused(tmp_path: Path, labelled: Path) -> None:
    result = evaluate(labelled, "--decided", write(tmp_path / "few.jsonl", RIGHT))
    assert result.exit_code == 2 and "labelled lines" in result.output


@pytest.mark.parametrize(
    ("name", "content"), [("x.json", "{}"), ("x.json", "no json"), ("x.jsonl", '{"id": "9"}'), ("missing.json", None)]
)
def test_what_cannot_be_compared_with_is_said(
    tmp_path: Path, labelled: Path, good: Path, name: str, content: str | None
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert isinstance(evaluate(labelled, "--decided", good, "--against", tmp_path / name).exception, NotComparable)
