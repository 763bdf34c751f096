"""What is measured at the moment /metrics is read: the outbox, the cases, the spool, the bot."""

from __future__ import annotations

import logging

from prometheus_client import Gauge
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from handoff.cases.tables import Case
from handoff.db import transaction
from handoff.delivery.tables import STATES, Outbound
from handoff.intake import spool

logger = logging.getLogger(__name__)

_OUTBOX = Gauge("bokji_outbox_messages", "Messages in the outbox by state", ["state"])
_CASES = Gauge("bokji_open_cases", "Cases that are not closed", ["crisis"])
_SPOOLED = Gauge("bokji_spooled_messages", "Messages on disk that the database does not have yet")
_DATABASE_UP = Gauge("bokji_database_up", "Whether the database answered")
BOT_UP = Gauge("bokji_bot_up", "Whether the bot answers")


def measure() -> None:
    """Never raises: with the database away the counts stay as they were."""
    _SPOOLED.set(len(spool.waiting()))
    try:
        _measure_database()
    except SQLAlchemyError as error:
        logger.warning("Not measured", extra={"error": type(error).__name__})
        _DATABASE_UP.set(0)
    else:
        _DATABASE_UP.set(1)


def _measure_database() -> None:
    by_state = select(Outbound.state, func.count()).group_by(Outbound.state)
    by_crisis = select(Case.crisis.is_not(None), func.count()).where(Case.status != "closed")
    with transaction() as session:
        states = dict(session.execute(by_state).tuples().all())
        crises = {
            bool(crisis): n for crisis, n in session.execute(by_crisis.group_by(Case.crisis.is_not(None))).tuples()
        }
    for state in STATES:
        _OUTBOX.labels(state).set(states.get(state, 0))
    for crisis in (True, False):
        _CASES.labels("yes" if crisis else "no").set(crises.get(crisis, 0))
