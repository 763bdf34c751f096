"""A whole running service for all tests here, started once: Rasa takes half a minute to load."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.cli.train import newest_model
from tests.conftest import empty_postgres
from tests.service.running import Service
from tests.standins.twilio import TwilioStandin

Start = Callable[..., Service]


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Door, workers, Rasa and its actions under their supervisor, as `bokji serve` starts them."""
    need_model()
    with TwilioStandin() as twilio:
        service = Service(tmp_path_factory.mktemp("service"), twilio)
        service.start()
        try:
            service.wait_for_door()
            service.wait_for_bot()
            yield service
        finally:
            service.stop()


@pytest.fixture
def service(running: Service) -> Iterator[Service]:
    """The running service with its bot up; what a test did to the bot is over when it ends."""
    running.wait_for_bot()
    yield running
    for child in ("rasa", "actions"):
        running.signal(child, signal.SIGCONT)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts further services of a test's own, each with its Twilio; all are stopped at the end."""
    begun: list[Service] = []
    stand_ins: list[TwilioStandin] = []

    def begin(*arguments: str, name: str = "service", **settings: object) -> Service:
        stand_ins.append(TwilioStandin().__enter__())
        service = Service(tmp_path / name, stand_ins[-1], *arguments, **settings)  # type: ignore[arg-type]
        begun.append(service)
        service.start()
        return service

    yield begin
    for service in begun:
        service.stop()
    for twilio in stand_ins:
        twilio.__exit__()


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL database of this test's own, dropped at the end."""
    with empty_postgres("bokji_service") as url:
        yield url


def need_model() -> None:
    """There is one after `bokji train`; where nothing may be skipped, its absence is a failure."""
    if newest_model() is None:
        assert os.environ.get("CI") != "true", "no model in models/: run `bokji train` first"
        pytest.skip("no model in models/: run `bokji train` first")
