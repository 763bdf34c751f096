"""Keeps child processes running: starts them, starts again what died, ends all of them on SIGTERM."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Thread
from types import FrameType

from bot.paths import ROOT
from handoff.cli.child_output import pass_on

logger = logging.getLogger(__name__)

_TICK = 0.2
_LONGEST_PAUSE = 30.0
_STEADY = 60.0  # a child that ran so long starts again at once
_PATIENCE = 20.0  # for a child to end by itself
# A child dies with its supervisor: else it would keep the port that the next one needs. (1: PR_SET_PDEATHSIG)
_DIE_WITH_PARENT = "import ctypes, os, sys; ctypes.CDLL(None).prctl(1, 9); os.execv(sys.argv[1], sys.argv[1:])"
_LAUNCHER = (sys.executable, "-S", "-c", _DIE_WITH_PARENT) if sys.platform == "linux" else ()


@dataclass
class Child:
    """One process. `trusted` ones write our own logs; what others print is only recognised (child_output.py)."""

    name: str
    command: Sequence[str]
    trusted: bool = False
    environment: Mapping[str, str] | None = None
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started_at: float = 0.0
    start_again_at: float = 0.0

    def start(self) -> None:
        output = None if self.trusted else subprocess.PIPE
        self.process = subprocess.Popen(
            [*_LAUNCHER, *self.command], cwd=ROOT, env=dict(self.environment or os.environ), stdin=subprocess.DEVNULL,
            stdout=output, stderr=None if self.trusted else subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
        self.started_at = time.monotonic()
        if self.process.stdout is not None:
            Thread(target=pass_on, args=(self.name, self.process.stdout), daemon=True).start()
        logger.info("Child started", extra={"child": self.name, "pid": self.process.pid, "restarts": self.deaths})

    def look_after(self) -> None:
        """Notices a death, and starts the child again when its pause is over."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.start_again_at:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.deaths = 0 if now - self.started_at > _STEADY else self.deaths + 1
        self.start_again_at = now + min(2.0 ** (self.deaths - 1), _LONGEST_PAUSE)
        self.process = None
        logger.error("Child died", extra={"child": self.name, "exit_code": code})

    def signal(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)


class Supervisor:
    """`run` until SIGTERM or SIGINT. Children are started from here, the main thread: they die with it."""

    def __init__(self, children: Sequence[Child]):
        self._children = children
        self._stopping = False

    def start(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for child in self._children:
            child.start()

    def run(self) -> None:
        while not self._stopping:
            for child in self._children:
                child.look_after()
            time.sleep(_TICK)
        self._end()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _end(self) -> None:
        for child in self._children:
            child.signal(signal.SIGTERM)
        until = time.monotonic() + _PATIENCE
        for child in self._children:
            if child.process is not None:
                try:
                    child.process.wait(max(until - time.monotonic(), 0.1))
                except subprocess.TimeoutExpired:
                    child.signal(signal.SIGKILL)
