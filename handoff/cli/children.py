"""Which processes `bokji serve` starts on this machine, on which ports."""

from __future__ import annotations

import ipaddress
import logging
import socket
import sys
from collections.abc import Collection
from urllib.parse import urlsplit

from bot import paths
from bot.cli.train import newest_model
from handoff import rasa_process
from handoff.cli.supervisor import Child
from handoff.settings import SettingsError, settings

logger = logging.getLogger(__name__)

_RASA_PORT, _ACTIONS_PORT = 5005, 5055


def door_child() -> Child:
    """Front door and workers in one process: a turn's end reaches a waiting Kakao call without a poll."""
    if not _is_free(settings().host, settings().port):
        raise SettingsError(f"port {settings().port} is in use: set BOKJI_PORT to another")
    return Child(
        "door", [sys.executable, "-m", "handoff.cli", "serve", "--only", "door", "--only", "worker"], trusted=True
    )


def bot_children() -> list[Child]:
    """Rasa and its actions, where they are to run on this machine and there is a model."""
    address = urlsplit(settings().rasa_url)
    host, port = address.hostname or "", address.port or _RASA_PORT
    if not _is_loopback(host) or not _is_free(host, port):
        logger.info("Rasa runs elsewhere", extra={"port": port})
        return []
    if newest_model() is None:
        logger.warning("No model, so the bot is down: run make train")
        return []
    wanted = _actions_port()
    actions_port = wanted if _is_free("127.0.0.1", wanted) else rasa_process.free_port()
    return [actions_child(actions_port), rasa_child(actions_port)]


def children_apart(names: Collection[str]) -> list[Child]:
    """Rasa, the actions or both, on the ports of the settings: others rely on them. Raises SettingsError."""
    makers = {"actions": actions_child, "rasa": rasa_child}
    return [makers[name](_actions_port()) for name in names]


def actions_child(port: int) -> Child:
    return Child("actions", rasa_process.actions_command(port), environment=rasa_process.environment())


def rasa_child(actions_port: int) -> Child:
    model, port = newest_model(), urlsplit(settings().rasa_url).port or _RASA_PORT
    if model is None:
        raise SettingsError("there is no model in models/: run `bokji train` first")
    trackers = rasa_process.kept_trackers(paths.VAR / "trackers.db")
    endpoints = rasa_process.write_endpoints(paths.VAR / "endpoints.yml", actions_port, trackers)
    command = rasa_process.rasa_command(model, port, endpoints)
    return Child("rasa", command, environment=rasa_process.environment())


def _actions_port() -> int:
    return urlsplit(settings().actions_url).port or _ACTIONS_PORT


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
