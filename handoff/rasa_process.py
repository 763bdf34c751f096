"""Starts the two processes of the bot, Rasa and the action server, on given ports, and waits until they answer."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

import httpx
import yaml

from bot.paths import ROOT, VAR
from handoff.settings import settings

_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",  # also governs crash reports
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "OMP_NUM_THREADS": "1",
    "SANIC_HOST": "127.0.0.1",
}


def environment() -> dict[str, str]:
    """The environment of Rasa's processes: telemetry off, whatever the operator's own says; the keys of what is kept."""
    return os.environ | _QUIET | {"BOKJI_DATA_KEYS": ",".join(settings().encryption_keys())}


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def write_endpoints(path: Path, actions_port: int, tracker_store: dict[str, Any] | None) -> Path:
    """An endpoints file for one run of Rasa; without a tracker store it keeps conversations in memory."""
    endpoints = {
        "action_endpoint": {"url": f"http://127.0.0.1:{actions_port}/webhook"},
        "tracker_store": tracker_store or {"type": "InMemoryTrackerStore"},
        "lock_store": {"type": "bot.components.stores.AsyncioLockStore"},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(endpoints), encoding="utf-8")
    return path


def kept_trackers(database: Path = VAR / "trackers.db") -> dict[str, Any]:
    """The tracker store of a service on one machine: SQLite, a conversation's last events."""
    return {"type": "bot.components.stores.RecentTrackerStore", "dialect": "sqlite", "db": str(database), "query": {}}


def rasa_command(model: Path, port: int, endpoints: Path) -> list[str]:
    """`rasa run` on the loopback interface, with the front door's channel."""
    return [
        sys.executable, "-m", "rasa", "run", "--model", str(model), "--port", str(port), "--interface", "127.0.0.1",
        "--endpoints", str(endpoints), "--credentials", str(ROOT / "credentials.yml"), "--quiet",
    ]  # fmt: skip


def actions_command(port: int) -> list[str]:
    """The action server; SANIC_HOST in its environment keeps it on the loopback interface."""
    return [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)]


def start(command: Sequence[str], output: BinaryIO | int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """A child in the project's root; it ends with its own process group."""
    return subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=output, stderr=subprocess.STDOUT, start_new_session=True
    )


def wait_until_up(url: str, seconds: float, child: subprocess.Popen[bytes] | None = None) -> bool:
    """Whether a GET of the address answers 200 within the time; False at once when the child has ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if child is not None and child.poll() is not None:
            return False
        try:
            if httpx.get(url, timeout=2, trust_env=False).status_code == 200:
                return True
        except httpx.HTTPError:
            time.sleep(0.2)
    return False
