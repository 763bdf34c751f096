"""What has to be looked after every few seconds beside the turns: the spool, crises that nobody took, resting cases."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from handoff.cases.watch import free_cases_of_inactive, wake_snoozed, watch_crises
from handoff.intake import spool
from handoff.intake.receive import store
from handoff.turns import wait

logger = logging.getLogger(__name__)

EVERY = 5.0


def replay_spool() -> int:
    """Brings in what was kept while the database was away; raises while it still is."""
    replayed = spool.replay(store)
    if replayed:
        wait.due.ring()
    return replayed


ROUNDS: tuple[Callable[[], int], ...] = (replay_spool, watch_crises, free_cases_of_inactive, wake_snoozed)


def make_rounds() -> None:
    """Each once; a fault of one does not keep the others from theirs."""
    for look_after in ROUNDS:
        try:
            look_after()
        except Exception as error:
            logger.error("Round failed", extra={"round": look_after.__name__, "error": type(error).__name__})


async def run(stop: asyncio.Event, every: float = EVERY) -> None:
    """Makes the rounds until `stop` is set; several processes may do so at once."""
    while not stop.is_set():
        await asyncio.to_thread(make_rounds)
        try:
            await asyncio.wait_for(stop.wait(), every)
        except TimeoutError:
            continue
