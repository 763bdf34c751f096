"""What `bokji serve` prints once the front door answers: where to go, and how to sign in first."""

from __future__ import annotations

from sqlalchemy import exists, select

from bot.knowledge.directory import OFFICES
from handoff.db import transaction
from handoff.rasa_process import wait_until_up
from handoff.settings import settings
from handoff.staff.tables import Counselor

_WITHIN = 30.0


def welcome(*, with_bot: bool) -> None:
    """Waits for the door, then says what there is."""
    base = f"http://{_reachable(settings().host)}:{settings().port}"
    if not wait_until_up(f"{base}/healthz", _WITHIN):
        print("The front door does not answer yet; see the log above.", flush=True)
        return
    print(f"\nbokji serves {OFFICES[settings().office]} ({settings().office}), {settings().env}.")
    if not settings().production:
        print(f"  two phones   {base}/simulator")
    print(f"  console      {base}/console/")
    if not _has_counselors():
        print("  first sign-in: .venv/bin/bokji counselor add kim --name 김상담     (asks for a password)")
    print(
        f"  the bot      {'starts now; ' if with_bot else ''}{base}/readyz answers 200 once it has answered", flush=True
    )


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)


def _has_counselors() -> bool:
    with transaction() as session:
        return bool(session.scalar(select(exists().where(Counselor.active))))
