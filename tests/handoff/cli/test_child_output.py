"""Tests of handoff/cli/child_output.py: what Rasa prints passes only where it is recognised."""

from __future__ import annotations

import logging

import pytest

from handoff.cli.child_output import pass_on

MARKER = "비밀표식7319"


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("2026-11-21 19:00:00 INFO     root  - Rasa server is up and running.", "Rasa is up"),
        (f"2026-11-21 19:00:00 ERROR    rasa.core.processor  - An exception in {MARKER}", "Child process warns"),
        ('  File "/x/rasa/core/processor.py", line 7, in handle', "Fault in a child process"),
        (f"ValueError: {MARKER}", "Fault in a child process"),
        (f"sqlalchemy.exc.OperationalError: {MARKER}", "Fault in a child process"),
        ("/x/rasa/utils/io.py:100: UserWarning: No valid model found at models/x!", "Rasa cannot load the model"),
    ],
)
def test_what_is_recognised_becomes_an_event(line: str, event: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        pass_on("rasa", [line.encode()])
    assert [record.message for record in caplog.records] == [event]
    assert not any(MARKER in str(value) for record in caplog.records for value in vars(record).values())


@pytest.mark.parametrize(
    "line",
    [
        MARKER, f"    raise ValueError('{MARKER}')", f"2026-11-21 19:00:00 DEBUG rasa.core - {MARKER}", "", "\xff\xfe",
        f"2026-11-21 19:00:00 INFO     root  - said {MARKER}", "{'text': 'rent is due'}",
        f"/x/rasa/utils/io.py:100: UserWarning: said {MARKER}",
    ],
)  # fmt: skip
def test_everything_else_is_dropped(line: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        pass_on("rasa", [line.encode("latin-1", "replace"), line.encode()])
    assert caplog.records == []


def test_colours_do_not_hide_a_line(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        pass_on("rasa", [b"\x1b[33m2026-11-21 19:00:00 WARNING  rasa.utils  - x\x1b[0m\n"])
    assert [record.__dict__["kind"] for record in caplog.records] == ["rasa.utils"]
