import pytest
from fastapi.routing import APIRoute

from handoff.console.knowledge.routes import PARTS
from tests.handoff.console.conftest import Browser, OpenBrowser

ROUTES = [route for part in PARTS for route in part.router.routes if isinstance(route, APIRoute)]
PAGES = [route.path for route in ROUTES if "GET" in route.methods]
CHANGES = [route.path for route in ROUTES if "POST" in route.methods]


def filled(path: str) -> str:
    return path.format(kind="program", entry_id="basic_pension", **dict.fromkeys(_IDS, "0" * 32))


_IDS = ("draft_id", "correction_id", "entry_version_id")


def test_there_is_something_to_protect() -> None:
    assert len(PAGES) >= 8 and len(CHANGES) >= 12


@pytest.mark.parametrize("path", PAGES)
def test_stranger_is_sent_to_the_sign_in(stranger: Browser, path: str) -> None:
    answer = stranger.client.get(filled(path))
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/sign-in")


@pytest.mark.parametrize("path", CHANGES)
def test_stranger_changes_nothing(stranger: Browser, path: str) -> None:
    assert stranger.press(filled(path), csrf="x").status_code == 401


@pytest.mark.parametrize("path", CHANGES)
def test_change_without_the_token_of_the_session_is_refused(browse: OpenBrowser, path: str) -> None:
    answer = browse().press(filled(path), csrf="guessed")
    assert (answer.status_code, answer.json()["code"]) == (403, "form_expired")


@pytest.mark.parametrize("nonsense", ["%00", "nothing", "%ED%A0%80", "x" * 3000])
def test_nonsense_in_an_address_or_a_form_is_no_fault_of_ours(browse: OpenBrowser, nonsense: str) -> None:
    kim = browse()
    form = dict.fromkeys(("text", "reason", "revision", "id", "why", "base_version", "amounts.0.values"), nonsense)
    for kind in ("program", "desk", nonsense):
        filled_in = {"kind": kind, "entry_id": nonsense, **dict.fromkeys(_IDS, nonsense)}
        answers = [kim.client.get(path.format(**filled_in)) for path in PAGES]
        answers += [kim.press(path.format(**filled_in), **form) for path in CHANGES]
        assert all(answer.status_code < 500 for answer in answers), [answer.status_code for answer in answers]
