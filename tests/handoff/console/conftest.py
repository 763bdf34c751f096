"""A counselor's browser without a browser: cookie, CSRF token, and what it gets to see."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from handoff.app import create_app
from handoff.console.access import COOKIE
from handoff.db import transaction
from handoff.staff import sessions
from handoff.staff.tables import Counselor
from tests.conftest import Clock
from tests.factories import create_counselor

OpenBrowser = Callable[..., "Browser"]


class Browser:
    """Signed in as one counselor. `press` sends a form as the page's script does."""

    def __init__(self, app: FastAPI, counselor: Counselor | None):
        self.counselor = counselor
        self.client = TestClient(app, follow_redirects=False)
        self.csrf = ""
        if counselor is not None:
            with transaction() as session:
                token = sessions.start(session, counselor.id)
                self.csrf = sessions.find(session, token).csrf_token
            self.client.cookies.set(COOKIE, token)

    def see(self, path: str) -> str:
        """The words of a page, tags and all."""
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.status_code
        return answer.text

    def press(self, path: str, csrf: str | None = None, **form: str) -> httpx.Response:
        headers = {"X-Requested-With": "bokji", "X-CSRF-Token": self.csrf if csrf is None else csrf}
        return self.client.post(path, data=form, headers=headers)

    def act(self, case_id: str, action: str, **form: str) -> httpx.Response:
        return self.press(f"/console/cases/{case_id}/{action}", **form)


@pytest.fixture
def app(database: None, clock: Clock) -> FastAPI:
    return create_app(roles=("door",))


@pytest.fixture
def browse(app: FastAPI) -> OpenBrowser:
    """`browse("kim", name="김상담")` opens a browser of a new counselor."""

    def open_browser(login: str = "kim", name: str = "김상담", role: str = "counselor") -> Browser:
        return Browser(app, create_counselor(login, name=name, role=role))

    return open_browser


@pytest.fixture
def stranger(app: FastAPI) -> Browser:
    """A browser that nobody has signed in."""
    return Browser(app, None)


def words(page: str) -> str:
    """A page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))
