"""Who gets in, and what a page of another site cannot do."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from handoff.console import actions, case_page, lists, live, referrals, sign_in
from handoff.db import transaction
from handoff.staff import counselors
from handoff.staff.passwords import hash_password
from tests.factories import create_case
from tests.handoff.console.conftest import Browser, OpenBrowser

PARTS = (actions, case_page, lists, live, referrals, sign_in)
ROUTES = [route for part in PARTS for route in part.router.routes if isinstance(route, APIRoute)]
OPEN = {"/console", "/console/sign-in"}
PAGES = [r.path for r in ROUTES if "GET" in r.methods and r.path not in OPEN]
CHANGES = [r.path for r in ROUTES if "POST" in r.methods and r.path not in OPEN]


def fill(path: str) -> str:
    return path.format(case_id="0" * 32, referral_id="0" * 32)


def sign_in_form(browser: Browser, **fields: str) -> dict[str, str]:
    page = browser.see("/console/sign-in")
    return {"csrf": re.search(r'name="csrf" value="([^"]+)"', page)[1], **fields}


@pytest.fixture
def kim(database: None) -> None:
    password_hash = hash_password("welfare-1234")
    with transaction() as session:
        counselors.add_counselor(session, "kim", "김상담", password_hash)


def test_there_is_something_to_protect() -> None:
    assert len(PAGES) >= 6 and len(CHANGES) >= 15


@pytest.mark.parametrize("path", PAGES)
def test_stranger_is_sent_to_the_sign_in(stranger: Browser, path: str) -> None:
    answer = stranger.client.get(fill(path))
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/sign-in")


@pytest.mark.parametrize("path", CHANGES)
def test_stranger_changes_nothing(stranger: Browser, path: str) -> None:
    assert stranger.press(fill(path), csrf="x").status_code == 401


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize("csrf", ["", "guessed", "한글"])
def test_change_without_the_token_of_the_session_is_refused(browse: OpenBrowser, path: str, csrf: str) -> None:
    headers = {"X-Requested-With": "bokji"}
    answer = browse().client.post(fill(path), data={"csrf": csrf}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "form_expired")


def test_token_of_a_colleague_is_refused(browse: OpenBrowser) -> None:
    case = create_case()
    kim, lee = browse("kim"), browse("lee")
    assert kim.press(f"/console/cases/{case.id}/claim", csrf=lee.csrf).status_code == 403


def test_token_in_a_form_field_counts_for_browsers_without_script(browse: OpenBrowser) -> None:
    case, kim = create_case(), browse()
    answer = kim.client.post(f"/console/cases/{case.id}/claim", data={"csrf": kim.csrf})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/console/cases/{case.id}")


def test_signing_in_sets_a_careful_cookie(stranger: Browser, kim: None) -> None:
    form = sign_in_form(stranger, login="kim", password="welfare-1234")
    answer = stranger.client.post("/console/sign-in", data=form)
    assert answer.headers["location"] == "/console/"
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("bokji_session"))
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie
    assert "김상담" in stranger.see("/console/")


def test_cookie_is_for_https_only_in_production(stranger: Browser, kim: None, service: pytest.MonkeyPatch) -> None:
    form = sign_in_form(stranger, login="kim", password="welfare-1234")
    service.setattr("handoff.settings.Settings.production", property(lambda self: True))
    answer = stranger.client.post("/console/sign-in", data=form)
    assert all("Secure" in cookie for cookie in answer.headers.get_list("set-cookie") if "bokji_session" in cookie)


def test_sign_in_form_of_another_site_is_refused(stranger: Browser, kim: None) -> None:
    stranger.see("/console/sign-in")
    form = {"csrf": "0" * 64, "login": "kim", "password": "welfare-1234"}
    assert stranger.client.post("/console/sign-in", data=form).status_code == 403


def test_wrong_password_says_the_same_as_an_unknown_login(stranger: Browser, kim: None) -> None:
    pages = []
    for login in ("kim", "nobody"):
        answer = stranger.client.post("/console/sign-in", data=sign_in_form(stranger, login=login, password="x" * 12))
        pages.append((answer.status_code, answer.text.replace(login, "")))
    assert pages[0] == pages[1] and pages[0][0] == 401


def test_sixth_try_has_to_wait(stranger: Browser, kim: None) -> None:
    form = sign_in_form(stranger, login="kim", password="wrong-password")
    tried = [stranger.client.post("/console/sign-in", data=form).status_code for _ in range(6)]
    assert tried == [401] * 5 + [429]


def test_browser_that_signed_in_before_is_not_locked_out_by_others(app: FastAPI, kim: None) -> None:
    known, other = Browser(app, None), Browser(app, None)
    right = {"login": "kim", "password": "welfare-1234"}
    known.client.post("/console/sign-in", data=sign_in_form(known, **right))
    wrong = sign_in_form(other, login="kim", password="wrong-password")
    assert [other.client.post("/console/sign-in", data=wrong).status_code for _ in range(6)][-1] == 429
    assert known.client.post("/console/sign-in", data=sign_in_form(known, **right)).status_code == 303


def test_signing_out_ends_the_session(browse: OpenBrowser) -> None:
    kim = browse()
    cookies = dict(kim.client.cookies)
    kim.client.post("/console/sign-out", data={"csrf": kim.csrf})
    kim.client.cookies.update(cookies)
    assert kim.client.get("/console/").status_code == 303


def test_counselor_who_left_is_out_at_once(browse: OpenBrowser) -> None:
    kim = browse("kim")
    with transaction() as session:
        counselors.disable(session, "kim")
    assert kim.client.get("/console/").status_code == 303


def test_pages_allow_nothing_from_elsewhere_and_nothing_within(browse: OpenBrowser) -> None:
    create_case()
    answer = browse().client.get("/console/")
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert answer.headers["cache-control"] == "no-store"
    assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=|https?://", answer.text)


def test_assets_are_served_and_nothing_beside_them(stranger: Browser) -> None:
    page = stranger.see("/console/sign-in")
    address = re.search(r'href="(/console/static/console\.css[^"]+)"', page)[1]
    assert stranger.client.get(address).headers["content-type"].startswith("text/css")
    for path in ("/console/static/nothing.css", "/console/static/..%2fwords.py", "/console/static/%2e%2e/words.py"):
        assert stranger.client.get(path).status_code == 404
