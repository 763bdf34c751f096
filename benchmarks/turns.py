"""Whole turns through a real Rasa with the real action server: the tenth of a conversation and the five hundredth."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from handoff import rasa_process

_TENTH = 10
_TIMED = "기초연금 얼마예요"
_START = 180  # seconds that Rasa may take to answer


@dataclass(frozen=True)
class Turns:
    """Median milliseconds of a turn early and late in a conversation, and what Rasa holds after it, in GB of 10^9."""

    tenth: float
    late: float
    memory: float


def measure_turns(model: Path, texts: Sequence[str], length: int, rounds: int, kept: bool) -> Turns:
    """The same message as the tenth turn of a fresh conversation and as a turn after `length`, by turns.

    `kept` says which tracker store: ours on SQLite, as a service has it, or Rasa's own in memory.
    """
    with running(model, kept) as (talk, process):
        for number in range(length - 1):
            talk.say("long", texts[number % len(texts)])
        tenth, late = [], []
        for number in range(rounds):
            late.append(talk.say("long", _TIMED))
            for text in texts[: _TENTH - 1]:
                talk.say(f"short {number}", text)
            tenth.append(talk.say(f"short {number}", _TIMED))
        return Turns(median(tenth), median(late), resident(process))


class Talk:
    """Says what the front door would say to Rasa."""

    def __init__(self, url: str):
        self._client = httpx.Client(base_url=url, timeout=30, trust_env=False)
        self._ids = count(1)

    def say(self, sender: str, text: str) -> float:
        """The milliseconds of one turn."""
        asked = {
            "sender": sender, "message_id": f"message-{next(self._ids)}", "text": text,
            "metadata": {"channel": "sms", "office": "dongjak"},
        }  # fmt: skip
        begun = time.perf_counter()
        self._client.post("/webhooks/bokji/turn", json=asked).raise_for_status()
        return (time.perf_counter() - begun) * 1000


@contextmanager
def running(model: Path, kept: bool) -> Iterator[tuple[Talk, subprocess.Popen[bytes]]]:
    """Rasa and the action server on free ports; both end with the block."""
    with tempfile.TemporaryDirectory(prefix="bokji-bench-") as folder:
        port, actions_port = rasa_process.free_port(), rasa_process.free_port()
        store: dict[str, Any] | None = rasa_process.kept_trackers(Path(folder) / "trackers.db") if kept else None
        endpoints = rasa_process.write_endpoints(Path(folder) / "endpoints.yml", actions_port, store)
        actions = rasa_process.start(rasa_process.actions_command(actions_port))
        rasa = rasa_process.start(rasa_process.rasa_command(model, port, endpoints))
        url = f"http://127.0.0.1:{port}"
        try:
            for address, child in (
                (f"{url}/webhooks/bokji/", rasa),
                (f"http://127.0.0.1:{actions_port}/health", actions),
            ):
                if not rasa_process.wait_until_up(address, _START, child):
                    raise SystemExit(f"did not start: {' '.join(map(str, child.args))}")  # type: ignore[arg-type]
            yield Talk(url), rasa
        finally:
            for child in (actions, rasa):
                _end(child)


def resident(process: subprocess.Popen[bytes]) -> float:
    """Resident memory in GB of 10^9 bytes."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    kibibytes = next(row.split()[1] for row in status.splitlines() if row.startswith("VmRSS"))
    return int(kibibytes) * 1024 / 1e9


def _end(child: subprocess.Popen[bytes]) -> None:
    """The child with its process group, which is its own."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if child.poll() is None:
            os.killpg(child.pid, sign)
            try:
                child.wait(15)
            except subprocess.TimeoutExpired:
                continue
