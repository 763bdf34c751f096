"""Tests of handoff/log.py: a marker planted in a resident's message appears in no log."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text as sql

from handoff import db, log
from handoff.app import create_app
from handoff.channels import kakao_secret
from tests import factories
from tests.factories import FakeBot

MARKER = "비밀표식7319"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What would stand on stderr; the root logger is given back afterwards."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    log.configure_logging(stream)
    yield stream
    root.handlers[:], root.level = before, level
    logging.captureWarnings(False)


def lines(written: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_fields_that_could_hold_words_are_left_out(written: io.StringIO) -> None:
    logging.getLogger("handoff.x").warning(
        "Taken %s", MARKER, extra={"conversation_id": "c1", "text": MARKER, "reason": MARKER, "channel": "sms"}
    )
    (line,) = lines(written)
    assert (line["event"], line["conversation_id"], line["channel"]) == ("Taken %s", "c1", "sms")
    assert MARKER not in written.getvalue()


def test_event_with_words_in_it_is_left_out(written: io.StringIO) -> None:
    logging.getLogger("handoff.x").warning(f"Taken {MARKER}")
    logging.getLogger("sqlalchemy.engine").warning("secret in plain letters")
    assert [line["event"] for line in lines(written)] == ["message that is not plain", "message of a library"]


def test_fault_is_told_by_its_kind_and_places(written: io.StringIO) -> None:
    try:
        raise ValueError(MARKER)
    except ValueError:
        logging.getLogger("handoff.x").exception("Failed")
    (line,) = lines(written)
    assert line["error"] == "ValueError"
    assert "test_log.py" in str(line["frames"])
    assert MARKER not in written.getvalue()


def test_marker_in_a_message_appears_in_no_log(
    database: None,
    bot: FakeBot,
    written: io.StringIO,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    factories.write(f"기초연금 {MARKER}")
    factories.write_kakao(f"{MARKER} 알려 주세요")
    bot.is_down()
    factories.take_turns(bot)
    monkeypatch.setattr("handoff.intake.inspect.check", _fails_with_the_text)
    factories.write(f"{MARKER} 셋째")
    with db.transaction() as session:
        session.execute(sql("DROP TABLE claim"))
    factories.write(f"{MARKER} 넷째")
    monkeypatch.setattr("handoff.turns.worker.gather", _fails_with_the_text)
    factories.take_turns(bot)
    assert lines(written), "faults are told"
    printed = capfd.readouterr()
    assert MARKER not in written.getvalue() + printed.out + printed.err


def _fails_with_the_text(*arguments: object, **_: object) -> None:
    raise ValueError(f"{MARKER} {arguments}")


def test_marker_in_a_skill_call_that_fails_appears_in_no_log(
    database: None, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handoff.channels.kakao_skill.take_in", _fails_with_the_text)
    with TestClient(create_app(["door"])) as door:
        headers = {"X-Bokji-Secret": kakao_secret.simulator_secret()}
        body = {"userRequest": {"user": {"id": "u"}, "utterance": MARKER}}
        answer = door.post(f"/channels/kakao/skill?said={MARKER}", json=body, headers=headers)
    assert answer.status_code == 200
    assert {line["event"] for line in lines(written)} >= {"Skill call failed", "Request"}
    assert MARKER not in written.getvalue()
