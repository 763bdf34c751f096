"""`bokji serve`: the whole service on one machine, or one part of it."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Sequence
from enum import StrEnum
from threading import Thread
from typing import Annotated

import typer
from pydantic import ValidationError

from bot.knowledge.check import check_knowledge
from handoff.cli.children import bot_children, children_apart, door_child
from handoff.cli.supervisor import Child, Supervisor
from handoff.cli.welcome import welcome
from handoff.errors import HandoffError
from handoff.log import configure_logging
from handoff.migrations.state import prepare_database
from handoff.settings import SettingsError, settings

logger = logging.getLogger(__name__)


class Part(StrEnum):
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
        _supervise([door_child(), *bot_children()], greet=True)
    elif not only - web:
        _serve_web(web)
    elif not web:
        _supervise(children_apart(only), greet=False)
    else:
        raise SettingsError("--only door and worker go together, rasa and actions go together, not across")


def _supervise(children: Sequence[Child], *, greet: bool) -> None:
    supervisor = Supervisor(children)
    supervisor.start()
    Thread(target=_tell_left_out, daemon=True).start()
    if greet:
        welcome(with_bot=len(children) > 1)
    supervisor.run()


def _tell_left_out() -> None:
    """Names each data file that is wrong: the service does without it."""
    for problem in check_knowledge()[0]:
        typer.echo(f"bokji: left out {problem}", err=True)


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
