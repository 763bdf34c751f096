"""Tests of `bokji serve` as an operator starts it: processes, ports, exit codes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from bot.paths import ROOT
from handoff.rasa_process import free_port

pytestmark = pytest.mark.slow

Serve = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def serve(tmp_path: Path, port: int) -> Iterator[Serve]:
    """Starts `bokji serve` with a home of its own; Rasa's address is taken, so that none is started."""
    started: list[subprocess.Popen[str]] = []
    own = {
        "BOKJI_VAR_DIR": str(tmp_path), "BOKJI_DATABASE_URL": f"sqlite:///{tmp_path / 'bokji.db'}",
        "BOKJI_PORT": str(port), "BOKJI_RASA_URL": "http://rasa.invalid:5005", "PYTHONUNBUFFERED": "1",
    }  # fmt: skip

    def start(*arguments: str, **environment: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "handoff.cli", "serve", *arguments], cwd=ROOT, text=True,
            env=os.environ | own | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def wait_for(url: str, seconds: float = 40) -> httpx.Response:
    until = time.monotonic() + seconds
    while True:
        try:
            return httpx.get(url, trust_env=False)
        except httpx.TransportError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


@pytest.mark.parametrize(
    ("environment", "problem"),
    [
        ({"BOKJI_DATABASE_URL": "postgresql+psycopg://postgres@127.0.0.1:1/none"}, "cannot use the database"),
        ({"BOKJI_DATABASE_URL": "nonsense"}, "not the address of a database"),
        ({"BOKJI_ENV": "production"}, "must be set in production"),
        ({"BOKJI_PORT": "many"}, "BOKJI_PORT"),
    ],
)
def test_what_cannot_work_is_one_line_and_exit_code_2(environment: dict[str, str], problem: str, serve: Serve) -> None:
    process = serve(**environment)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert problem in err
    assert "Traceback" not in out + err


def test_port_in_use_is_told(serve: Serve, port: int) -> None:

    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        process = serve()
        _, err = process.communicate(timeout=60)
    assert (process.returncode, f"port {port} is in use" in err) == (2, True)


def test_whole_service_greets_restarts_its_door_and_stops_when_told(serve: Serve, port: int) -> None:
    process = serve()
    base = f"http://127.0.0.1:{port}"
    assert wait_for(f"{base}/healthz").status_code == 200
    assert process.stdout is not None
    assert process.stderr is not None
    greeting = [process.stdout.readline() for _ in range(5)]
    assert any(f"{base}/simulator" in line for line in greeting)
    assert any("bokji counselor add" in line for line in greeting)
    door = next(int(json.loads(line)["pid"]) for line in process.stderr if '"Child started"' in line)
    os.kill(door, signal.SIGKILL)
    time.sleep(1)
    assert wait_for(f"{base}/healthz").status_code == 200
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 0
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{base}/healthz", trust_env=False)


def test_door_dies_with_its_supervisor(serve: Serve, port: int) -> None:
    process = serve()
    wait_for(f"http://127.0.0.1:{port}/healthz")
    process.kill()
    time.sleep(1)
    with pytest.raises(httpx.TransportError):
        httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False)


def test_worker_alone_runs_and_stops_when_told(serve: Serve) -> None:
    process = serve("--only", "worker")
    assert process.stderr is not None
    assert any("Workers run" in line for line in process.stderr)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 0
