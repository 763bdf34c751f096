"""Gives a message to intake without ever waiting longer than the sender does."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from handoff.intake.inbound import Inbound, Received
from handoff.intake.receive import keep_on_disk, receive
from handoff.metrics import INBOUND

logger = logging.getLogger(__name__)

# Threads of their own: while the database hangs, the disk must still be reached.
_intake = ThreadPoolExecutor(16, "intake")
_disk = ThreadPoolExecutor(4, "spool")


async def take_in(inbound: Inbound, seconds: float) -> Received:
    """What `receive` says. A database that does not answer in time counts as away.

    The message may then be stored after all, beside its copy in the spool: the claim lets only one of them count.
    """
    loop = asyncio.get_running_loop()
    storing = loop.run_in_executor(_intake, receive, inbound)
    finished, _ = await asyncio.wait({storing}, timeout=seconds)
    if finished:
        received = storing.result()
    else:
        logger.error("Database too slow, message spooled", extra={"channel": inbound.channel})
        received = await loop.run_in_executor(_disk, keep_on_disk, inbound)
    INBOUND.labels(inbound.channel, _outcome(received)).inc()
    return received


def _outcome(received: Received) -> str:
    if received.duplicate:
        return "duplicate"
    return "spooled" if received.degraded else "stored"
