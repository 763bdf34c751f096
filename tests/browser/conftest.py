"""The console in a real browser: the application on a free port, Chromium without a window."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from handoff.app import create_app
from handoff.db import transaction
from handoff.staff import counselors
from handoff.staff.passwords import hash_password

PASSWORD = "welfare-1234"
SCREENSHOTS = Path(os.environ.get("BOKJI_SCREENSHOTS", Path(tempfile.gettempdir()) / "bokji-screenshots"))
_ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]

SignIn = Callable[..., Page]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs Chromium (BOKJI_CHROMIUM, or chromium in PATH)")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Closed before other tests begin: Playwright keeps an event loop running in the thread of the tests."""
    path = os.environ.get("BOKJI_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None and os.environ.get("CI") != "true":
        pytest.skip("no Chromium: set BOKJI_CHROMIUM or put chromium into PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path or "chromium", args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def site(database: None) -> Iterator[str]:
    """The address of the application; three counselors work there."""
    password_hash = hash_password(PASSWORD)
    with transaction() as session:
        counselors.add_counselor(session, "kim", "김상담", password_hash)
        counselors.add_counselor(session, "lee", "이도움", password_hash)
        counselors.add_counselor(session, "park", "박팀장", password_hash, "lead")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(roles=("door",)), port=port, ws="none", log_level="warning", timeout_graceful_shutdown=1
        )
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def sign_in(chromium: Browser, site: str) -> Iterator[SignIn]:
    """`sign_in("kim")` opens a window of its own and signs in through the form; no page may complain in its console."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def open_window(login: str = "kim", width: int = 1440, height: int = 900) -> Page:
        context = chromium.new_context(base_url=site, viewport={"width": width, "height": height}, locale="ko-KR")
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None
        )
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}") or dialog.dismiss())
        page.goto("/console/")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", PASSWORD)
        page.click("button.primary")
        page.wait_for_selector("body[data-live=yes]")
        return page

    yield open_window
    for context in opened:
        context.close()
    assert complaints == []
