"""Two keepers at their browsers, data files of a test's own, and the form of a page as a browser would send it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from tests.handoff.console.conftest import Browser, OpenBrowser
from tests.handoff.knowledge.conftest import data as data

COAT = "/console/knowledge/entry/program/winter_coat"
Form = dict[str, list[str]]


class Inputs(HTMLParser):
    """What a browser would send of a page's form if nobody touched it; templates of further lines are not in it."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: Form = {}
        self._select = self._area = ""
        self._within_template = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attributes}
        if tag == "template":
            self._within_template = True
        if self._within_template:
            return
        name = about.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in about or self._select not in self.sent):
            self.sent[self._select] = [about["value"]]
        elif tag == "textarea":
            self._area, self.sent[name] = name, [""]
        elif tag == "input" and name and (about.get("type") != "checkbox" or "checked" in about):
            self.sent.setdefault(name, []).append(about.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._within_template = False
        if tag == "select":
            self._select = ""
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area][0] += data


def form_on(page: str) -> Form:
    found = re.search(r'<form method="post" class="entry-form".*?</form>', page, re.DOTALL)
    assert found is not None
    inputs = Inputs()
    inputs.feed(found[0])
    return inputs.sent


def fill(browser: Browser, path: str, **typed: str | list[str]) -> httpx.Response:
    """Opens a form, types into it (`answers__amount` is answers.amount) and saves it."""
    return save(browser, path, form_on(browser.see(path)), **typed)


def save(browser: Browser, path: str, form: Form, **typed: str | list[str]) -> httpx.Response:
    changed = {name.replace("__", "."): [value] if isinstance(value, str) else value for name, value in typed.items()}
    return browser.client.post(
        path, data={"why": ["확인함"], **{k: v for k, v in form.items() if k != "why"}, **changed}
    )


def draft_of(answer: httpx.Response) -> str:
    """The address of the draft that a save led to."""
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


@pytest.fixture
def kim(data: Path, browse: OpenBrowser) -> Browser:
    return browse("kim", "김상담")


@pytest.fixture
def lee(data: Path, browse: OpenBrowser) -> Browser:
    return browse("lee", "이도움")


def decide(browser: Browser, draft: str, action: str = "approve", **form: str) -> httpx.Response:
    """Presses a button on the page of a draft as it is shown."""
    revision = re.search(r'name="revision" value="(\d+)"', browser.see(draft))
    return browser.press(f"{draft}/{action}", revision=revision[1] if revision else "1", **form)
