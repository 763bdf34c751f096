"""Messages kept on this machine's disk while the database is away: one encrypted, fsynced file each, never changed.

A file's name orders it and tells, by the keyed hash, whose it is. It goes away only once the database has the message.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from cryptography.fernet import InvalidToken
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError

from bot import paths
from handoff.db import DatabaseUnusable, cipher
from handoff.intake.inbound import Inbound
from handoff.people.conversation import address_hash

logger = logging.getLogger(__name__)

DATABASE_AWAY = (OperationalError, InterfaceError, TimeoutError, DatabaseUnusable)


def folder() -> Path:
    return paths.VAR / "spool"


def append(inbound: Inbound) -> None:
    """Returns once the message is on the disk; raises where it cannot be kept."""
    folder().mkdir(parents=True, exist_ok=True)
    content = cipher().encrypt(json.dumps(asdict(inbound), default=datetime.isoformat).encode())
    path = folder() / f"{time.time_ns():020d}-{_owner(inbound)}-{uuid4().hex[:8]}.message"
    being_written = path.with_suffix(".part")
    with os.fdopen(os.open(being_written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    being_written.rename(path)
    handle = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(handle)  # the name, too, must outlive a power cut
    finally:
        os.close(handle)


def waiting(of: Inbound | None = None) -> list[Path]:
    """What is still to be replayed, oldest first; of one sender where one is given."""
    pattern = f"*-{_owner(of)}-*.message" if of else "*.message"
    return sorted(folder().glob(pattern))


def replay(store: Callable[[Inbound], object], of: Inbound | None = None) -> int:
    """Gives the kept messages to `store` in order; stops (raises) while the database is still away.

    Two processes may replay at once: the claim lets each message in once. `of` brings a sender's earlier messages in
    before a new one, so that nobody's own texts change places.
    """
    paths_waiting = waiting(of)
    for path in paths_waiting:
        try:
            inbound = _read(path)
            store(inbound)
        except FileNotFoundError:
            continue  # another process was faster
        except DATABASE_AWAY:
            raise
        except Exception as error:
            # Kept for a person to look at, and out of the way of those behind it.
            logger.error("Spooled message set aside", extra={"file": path.name, "error": type(error).__name__})
            path.replace(path.with_suffix(".bad"))
            continue
        path.unlink(missing_ok=True)
    return len(paths_waiting)


def _read(path: Path) -> Inbound:
    try:
        fields = json.loads(cipher().decrypt(path.read_bytes()))
    except InvalidToken:
        raise ValueError("not readable with BOKJI_DATA_KEYS") from None
    return Inbound(**{**fields, "at": datetime.fromisoformat(fields["at"])})


def _owner(inbound: Inbound) -> str:
    return address_hash(inbound.channel, inbound.address)[:16]
