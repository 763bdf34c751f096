"""From a form to what is in force and to whom it puts right, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from handoff.app import create_app
from tests.conftest import Clock
from tests.handoff.console.conftest import Browser
from tests.handoff.console.knowledge.conftest import COAT, decide, draft_of, fill
from tests.handoff.console.knowledge.test_withdraw import withdraw
from tests.handoff.knowledge.test_corrections import tell


@pytest.fixture
def app(each_database: None, clock: Clock) -> FastAPI:
    """Stands in for the fixture of the same name, which knows SQLite only."""
    return create_app(roles=("door",))


def test_draft_comes_into_force_and_every_page_shows_it(kim: Browser, lee: Browser, clock: Clock) -> None:
    tell()
    clock.advance(minutes=30)
    changed = {"answers__amount": "한 사람에 {price}까지 드리는 제도입니다.", "corrects": "yes"}
    draft = draft_of(fill(kim, f"{COAT}/edit", **changed))
    assert decide(lee, draft).status_code == 200
    for page in ("/console/knowledge", "/console/knowledge/drafts", "/console/knowledge/corrections", COAT, draft):
        assert "겨울외투 지원" in lee.see(page), page


def test_what_was_changed_is_withdrawn_and_every_page_shows_it(kim: Browser, lee: Browser, clock: Clock) -> None:
    decide(lee, draft_of(fill(kim, f"{COAT}/edit", answers__amount="한 사람에 {price}까지 드리는 제도입니다.")))
    draft = withdraw(kim, COAT, corrects="yes").json()["address"]
    assert decide(lee, draft).status_code == 200
    for page in ("/console/knowledge", "/console/knowledge/drafts", COAT, draft):
        assert "겨울외투 지원" in lee.see(page), page
    assert lee.client.get("/console/knowledge?state=withdrawn").status_code == 200
