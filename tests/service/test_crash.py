"""kill -9 of the front door at the worst moments: what was promised goes out, and goes out once."""

from __future__ import annotations

import pytest

from tests.service.conftest import Start
from tests.service.running import HOLD, Service, new_phone, until

pytestmark = pytest.mark.rasa


def test_reply_stored_but_not_sent_goes_out_exactly_once_after_a_crash(service: Service, start: Start) -> None:
    """All four lines to Twilio hang, so the fifth reply is stored and waits; a sixth text was only just taken in."""
    door = start("--only", "door", "--only", "worker", RASA_URL=service.settings["RASA_URL"])
    door.wait_for_door()
    door.twilio.patience = 8
    door.twilio.faults.extend(["accept_timeout"] * 4)
    phones = [new_phone() for _ in range(5)]
    for phone in phones:
        door.text(phone, "안녕하세요")
    until(lambda: len(door.twilio.sent) == 4 and states(door) == {"sending": 4, "queued": 1}, HOLD + 10, every=0.01)
    last = new_phone()
    assert door.text(last, "기초연금 얼마예요?").status_code == 200
    door.kill()
    sent = {phone for phone in phones if door.received(phone)}
    assert len(sent) == 4

    door.start()
    door.wait_for_door()
    (waiting,) = set(phones) - sent
    door.wait_for_reply(waiting, within=5)
    assert "34만 9,700원" in door.wait_for_reply(last)
    # What was being sent is only looked for, never sent again; half a minute later, which here has passed.
    door.change("UPDATE outbound SET attempted_at = '2026-01-01 00:00:00' WHERE state = 'sending'")
    until(lambda: states(door) == {"accepted": 6}, 15)
    assert {phone: len(door.received(phone)) for phone in [*phones, last]} == dict.fromkeys([*phones, last], 1)


def states(door: Service) -> dict[str, int]:
    rows = door.rows("SELECT state, count(*) AS n FROM outbound GROUP BY state")
    return {row["state"]: row["n"] for row in rows}
