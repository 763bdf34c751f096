"""How the pages look, on a desk and on a phone: pictures to be looked at, and what a program can judge of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from handoff.cases import assignment
from handoff.cases.close import close
from handoff.cases.note import add_note
from handoff.cases.referral import refer
from handoff.cases.reply import reply
from handoff.db import transaction
from handoff.staff.counselors import get_counselor
from tests.browser.conftest import SCREENSHOTS, SignIn
from tests.factories import cases, create_case, write

pytestmark = pytest.mark.browser

_LOW_CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
_GUESSES = [
    {"decision": "handoff", "label": "본인 건 확인", "confidence": 0.71},
    {"decision": "answer", "label": "생계급여 안내", "confidence": 0.18},
    {"decision": "recommend", "label": "맞는 제도 찾기", "confidence": 0.06},
]


def a_morning(counselor: str = "kim") -> dict[str, str]:
    """Cases of every sort; their ids."""
    facts = {"ages": [60], "household": 1, "dong": "상도3동"}
    own = create_case(units=("livelihood", "dong_center"), guesses=_GUESSES, facts=facts, appeal=True)
    write("생계급여 안된다고 우편이 왔는데 왜 그런거요. 나는 팔지도 못하는 땅인데 그거 때문 같소")
    create_case(
        "third_party", "+821000000001", relation="neighbor", subject="옆집 할머니", units=("dong_center", "senior")
    )
    done = create_case("complaint", "+821000000002")
    write("남편이 또 때려서 애 데리고 화장실에 숨어 있어요", address="+821000000003")
    with transaction() as session:
        kim = get_counselor(session, counselor).id
        assignment.claim(session, own.id, kim)
        reply(session, own.id, kim, "안녕하세요, 김상담입니다. 통지서의 사유를 확인해 보겠습니다.")
        add_note(session, own.id, kim, "토지 공동명의 확인 필요")
        refer(session, own.id, kim, act="의뢰", unit="livelihood", desk=None, reason="재검토", basis="consent")
        assignment.claim(session, done.id, kim)
        close(session, done.id, kim, "answered")
    return {"own": own.id, "crisis": next(case.id for case in cases() if case.crisis)}


def judge(page: Page, name: str) -> None:
    """Takes the picture; nothing is wider than the screen, every text can be read, everything to press has a name."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{page.viewport_size['width']}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert page.evaluate(_LOW_CONTRAST) == [], name
    nameless = "[...document.querySelectorAll('button, a, input:not([type=hidden]), select, textarea')]"
    nameless += ".filter(e => !(e.textContent.trim() || e.ariaLabel || e.labels?.length)).map(e => e.outerHTML)"
    assert page.evaluate(nameless) == [], name


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (375, 812)])
def test_every_page_fits_the_screen_and_can_be_read(sign_in: SignIn, width: int, height: int) -> None:
    ids = a_morning()
    page = sign_in("kim", width, height)
    for name, path in {
        "queue": "/console/",
        "mine": "/console/mine",
        "all": "/console/all",
        "closed": "/console/closed",
        "case": f"/console/cases/{ids['own']}",
        "crisis": f"/console/cases/{ids['crisis']}",
    }.items():
        page.goto(path)
        page.wait_for_selector("body[data-live=yes]")
        judge(page, name)
    page.goto(f"/console/cases/{ids['own']}")
    for dialog in ("refer", "close", "snooze", "transfer"):
        page.click(f"[data-dialog={dialog}]")
        judge(page, f"dialog-{dialog}")
        page.keyboard.press("Escape")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (375, 812)])
def test_sign_in_page_fits_the_screen(sign_in: SignIn, width: int, height: int) -> None:
    page = sign_in("kim", width, height)
    page.goto("/console/mine")
    page.click("text=로그아웃")
    page.wait_for_selector("input[name=login]")
    judge(page, "sign-in")
