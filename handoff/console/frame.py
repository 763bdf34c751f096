"""What stands around every page of a signed-in counselor: counts, and crises that nobody has claimed."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from handoff.console.knowledge.counts import waiting
from handoff.console.listing import counts, unclaimed_crises
from handoff.staff.sessions import SignedIn


def frame(session: Session, me: SignedIn, here: str) -> dict[str, Any]:
    """For the templates; `here` is the list that is marked as open."""
    return {
        "me": me, "here": here, "counts": counts(session, me.id), "unclaimed": unclaimed_crises(session),
        "waits": waiting(session, me.id),
    }  # fmt: skip
