"""The real Rasa and the real action server, started once for all tests of this folder."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.cli.train import fitting_model, newest_model
from handoff import rasa_process

Turn = Callable[..., dict[str, Any]]
_ids = count(1)


@pytest.fixture(scope="session")
def model() -> Path:
    """The model that `bokji train` made: the one that fits the data, else the newest."""
    found = fitting_model() or newest_model()
    if found is None:
        pytest.fail("there is no trained model: run `.venv/bin/bokji train` first", pytrace=False)
    return found


@pytest.fixture(scope="session")
def trackers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rasa's database, to look into."""
    return tmp_path_factory.mktemp("rasa") / "trackers.db"


@pytest.fixture(scope="session")
def rasa(model: Path, trackers: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Rasa with its action server; both end with the session."""
    folder = tmp_path_factory.mktemp("run")
    rasa_port, actions_port = rasa_process.free_port(), rasa_process.free_port()
    endpoints = rasa_process.write_endpoints(
        folder / "endpoints.yml", actions_port, rasa_process.kept_trackers(trackers)
    )
    output = folder / "output.txt"
    with output.open("wb") as file:
        children = [
            rasa_process.start(rasa_process.actions_command(actions_port), file.fileno()),
            rasa_process.start(rasa_process.rasa_command(model, rasa_port, endpoints), file.fileno()),
        ]
        try:
            url = f"http://127.0.0.1:{rasa_port}"
            if not rasa_process.wait_until_up(f"{url}/webhooks/bokji/", 150, children[1]):
                pytest.fail(
                    "Rasa did not start:\n" + output.read_text(encoding="utf-8", errors="replace")[-4000:],
                    pytrace=False,
                )
            if not rasa_process.wait_until_up(f"http://127.0.0.1:{actions_port}/health", 60, children[0]):
                pytest.fail(
                    "the action server did not start:\n" + output.read_text(encoding="utf-8", errors="replace")[-4000:],
                    pytrace=False,
                )
            yield url
        finally:
            for child in children:
                _end(child)


@pytest.fixture
def sender() -> str:
    return f"resident-{os.getpid()}-{next(_ids)}"


@pytest.fixture
def turn(rasa: str, sender: str) -> Turn:
    """`turn("기초연금 얼마예요")` asks as the front door does and gives the outcome; `sender`, `message_id` can be set."""

    def ask(text: str, message_id: str | None = None, sender: str = sender, **metadata: Any) -> dict[str, Any]:
        asked = {
            "sender": sender, "message_id": message_id or f"message-{next(_ids)}", "text": text,
            "metadata": {"channel": "sms", "office": "dongjak", **metadata},
        }  # fmt: skip
        response = httpx.post(f"{rasa}/webhooks/bokji/turn", json=asked, timeout=20, trust_env=False)
        assert response.status_code == 200, response.text
        return dict(response.json())

    return ask


@pytest.fixture
def turns_of(trackers: Path) -> Callable[[str], int]:
    """How many messages of a sender Rasa has taken."""

    def number(sender: str) -> int:
        with sqlite3.connect(f"file:{trackers}?mode=ro", uri=True) as database:
            query = "SELECT count(*) FROM events WHERE sender_id = ? AND type_name = 'user'"
            return int(database.execute(query, (sender,)).fetchone()[0])

    return number


def _end(child: subprocess.Popen[bytes]) -> None:
    """The child with its process group, which is its own."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if child.poll() is None:
            os.killpg(child.pid, sign)
            try:
                child.wait(15)
            except subprocess.TimeoutExpired:
                continue
