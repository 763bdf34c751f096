"""`bokji crises export` as an operator meets it."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from handoff.cases import assignment
from handoff.cases.false_alarm import not_a_crisis
from handoff.cli.crises import app
from handoff.db import transaction
from tests.conftest import Clock
from tests.factories import CRISIS, cases, create_counselor, write


def test_marks_come_out_as_json_lines(database: None, clock: Clock, tmp_path: Path) -> None:
    write(CRISIS)
    kim, case = create_counselor(), cases()[0]
    with transaction() as session:
        assignment.claim(session, case.id, kim.id)
        not_a_crisis(session, case.id, kim.id)
    file = tmp_path / "marks.jsonl"
    result = CliRunner().invoke(app, ["export", "--into", str(file)])
    assert result.exit_code == 0 and "1 messages, 1 none" in result.output
    (line,) = file.read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == json.loads(CliRunner().invoke(app, ["export"]).output)
    assert set(json.loads(line)) == {"text", "label", "flagged", "at", "by"}
