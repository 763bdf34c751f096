"""Every page and a counselor's whole day, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from handoff.app import create_app
from tests.conftest import Clock
from tests.factories import CRISIS, cases, create_case, outbox, write
from tests.handoff.console.conftest import Browser, OpenBrowser
from tests.handoff.console.test_access import sign_in_form

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


@pytest.mark.parametrize("nonsense", ["%00", "x%00y", "%ED%A0%80", "%F0%9F%98%80", "x" * 5000])
def test_nonsense_in_an_address_or_a_form_is_no_fault_of_ours(browse: OpenBrowser, nonsense: str) -> None:
    kim, case = browse(), create_case()
    answers = [kim.client.get(f"/console/cases/{nonsense}"), kim.act(nonsense, "claim")]
    kim.act(case.id, "claim")
    headers = {
        "X-Requested-With": "bokji",
        "X-CSRF-Token": kim.csrf,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    forms = {"reply": "text", "note": "text", "transfer": "to", "close": "outcome", "refer": "where", "snooze": "until"}
    for action, field in forms.items():
        body = f"{field}={nonsense}"
        answers.append(kim.client.post(f"/console/cases/{case.id}/{action}", content=body, headers=headers))
    answers.append(kim.client.post("/console/search", content=f"number={nonsense}", headers=headers))
    answers.append(
        kim.client.post("/console/sign-in", content=f"login={nonsense}&password={nonsense}", headers=headers)
    )
    assert all(answer.status_code < 500 for answer in answers), [answer.status_code for answer in answers]


@pytest.mark.parametrize("login", ["kim\0", "\0", "😀" * 50])
def test_nonsense_for_a_login_is_refused(stranger: Browser, login: str) -> None:
    form = sign_in_form(stranger, login=login, password="welfare-1234")
    assert stranger.client.post("/console/sign-in", data=form).status_code in (401, 422)
