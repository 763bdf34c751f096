"""`bokji serve`: the whole service on one machine, or one part of it."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import os
import signal
import socket
import sys
from collections.abc import Sequence
from enum import Enum
from typing import Annotated
from urllib.parse import urlsplit

import typer
from pydantic import ValidationError

from bot import paths
from bot.cli.train import newest_model
from handoff import rasa_process
from handoff.cli.supervisor import Child, Supervisor
from handoff.cli.welcome import welcome
from handoff.errors import HandoffError
from handoff.log import configure_logging
from handoff.migrations.state import prepare_database
from handoff.settings import SettingsError, settings

logger = logging.getLogger(__name__)


class Part(str, Enum):
    """What can run apart from the rest."""

    door = "door"
    worker = "worker"
    rasa = "rasa"
    actions = "actions"


Only = Annotated[list[Part] | None, typer.Option("--only", help="Run only this part; may be given several times.")]


def serve(only: Only = None) -> None:
    """Start the service: front door, workers, Rasa and its actions; or with --only a part of it."""
    configure_logging()
    try:
        _serve({part.value for part in only or ()})
    except HandoffError as error:
        typer.echo(f"bokji: {error}", err=True)
        raise typer.Exit(2) from None


def _check_settings() -> None:
    try:
        settings().check()
    except ValidationError as error:
        wrong = "; ".join(f"BOKJI_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
        raise SettingsError(wrong) from None


def _serve(only: set[str]) -> None:
    _check_settings()
    web = only & {"door", "worker"}
    if not only or web:
        prepare_database()
    if not only:
        _supervise([_door(), *_bot()], greet=True)
    elif not only - web:
        _serve_web(web)
    elif not web:
        _supervise([child for child in _bot() if child.name in only], greet=False)
    else:
        raise SettingsError("--only door and worker go together, rasa and actions go together, not across")


def _supervise(children: Sequence[Child], *, greet: bool) -> None:
    supervisor = Supervisor(children)
    supervisor.start()
    if greet:
        welcome(with_bot=len(children) > 1)
    supervisor.run()


def _door() -> Child:
    """Front door and workers in one process: a turn's end reaches a waiting Kakao call without a poll."""
    if not _is_free(settings().host, settings().port):
        raise SettingsError(f"port {settings().port} is in use: set BOKJI_PORT to another")
    return Child("door", [sys.executable, "-m", "handoff.cli", "serve", "--only", "door", "--only", "worker"], trusted=True)


def _bot() -> list[Child]:
    """Rasa and its actions, where they are to run on this machine and there is a model."""
    address = urlsplit(settings().rasa_url)
    host, port = address.hostname or "", address.port or 5005
    if not _is_loopback(host) or not _is_free(host, port):
        logger.info("Rasa runs elsewhere", extra={"port": port})
        return []
    model = newest_model()
    if model is None:
        logger.warning("No model, so the bot is down: run make train")
        return []
    actions_port = _actions_port()
    endpoints = rasa_process.write_endpoints(
        paths.VAR / "endpoints.yml", actions_port, rasa_process.kept_trackers(paths.VAR / "trackers.db")
    )
    environment = rasa_process.environment()
    return [
        Child("actions", rasa_process.actions_command(actions_port), environment=environment),
        Child("rasa", rasa_process.rasa_command(model, port, endpoints), environment=environment),
    ]


def _actions_port() -> int:
    address = urlsplit(settings().actions_url)
    wanted = address.port or 5055
    return wanted if _is_free("127.0.0.1", wanted) else rasa_process.free_port()


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _serve_web(roles: set[str]) -> None:
    if "door" not in roles:
        asyncio.run(_work())
        return
    import uvicorn

    from handoff.app import create_app

    config = uvicorn.Config(
        create_app(roles), host=settings().host, port=settings().port, log_config=None, access_log=False, ws="none",
        proxy_headers=False, server_header=False, timeout_graceful_shutdown=10,
    )  # fmt: skip
    uvicorn.Server(config).run()


async def _work() -> None:
    from handoff.workers import Workers

    told_to_stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told_to_stop.set)
    workers = Workers()
    workers.start()
    logger.info("Workers run", extra={"pid": os.getpid()})
    await told_to_stop.wait()
    await workers.stop()
