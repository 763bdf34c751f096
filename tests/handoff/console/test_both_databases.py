"""Every page and a counselor's whole day, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from handoff.app import create_app
from tests.conftest import Clock
from tests.factories import CRISIS, cases, create_case, outbox, write
from tests.handoff.console.conftest import OpenBrowser

DANGER = {
    "act": "의뢰",
    "where": "emergency_119|",
    "subject": "본인",
    "urgency": "today",
    "basis": "danger",
    "reason": "위험",
}
PAGES = ("/console/", "/console/mine", "/console/all", "/console/closed")


@pytest.fixture
def app(each_database: None, clock: Clock) -> FastAPI:
    """Stands in for the fixture of the same name, which knows SQLite only."""
    return create_app(roles=("door",))


def test_case_goes_from_queue_to_closed(browse: OpenBrowser) -> None:
    kim, lee = browse("kim"), browse("lee")
    write(CRISIS)
    create_case(address="+821000000009", units=("dong_center",))
    case = next(case for case in cases() if case.crisis)
    assert [lee.see(page).count(case.number) for page in PAGES] == [2, 1, 2, 1]  # the banner has it on every page
    for action, form in (
        ("claim", {}),
        ("reply", {"text": "괜찮으세요?"}),
        ("note", {"text": "119에 알림"}),
        ("refer", DANGER),
        ("preview", {"text": "네"}),
        ("protect", {}),
        ("close", {"outcome": "safe"}),
    ):
        assert kim.act(case.id, action, **form).status_code == 200, action
        assert lee.client.get(f"/console/cases/{case.id}").status_code == 200
    assert [lee.see(page).count(case.number) for page in PAGES] == [0, 0, 0, 1]
    assert "괜찮으세요?" in outbox("reply")[0].text
