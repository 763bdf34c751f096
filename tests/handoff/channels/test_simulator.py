"""Tests of the two phones in the browser: simulator.py, simulated_thread.py, sms_gateway.py."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from handoff.app import create_app
from handoff.channels.sms_gateway import sms_sender
from handoff.delivery.outbox import Outbox
from handoff.delivery.routes import Routes
from handoff.settings import settings
from tests import factories
from tests.conftest import Clock
from tests.factories import FakeBot

PHONE = "+821000000001"


def test_sms_phone_shows_the_answer_with_its_bytes(door: TestClient, clock: Clock, bot: FakeBot) -> None:
    bot.says(factories.plain("가" * 50))
    assert door.post("/simulator/sms", json={"phone": PHONE, "text": "기초연금"}).json()["degraded"] is False
    clock.advance(seconds=7)
    factories.take_turns(bot)
    outbox = Outbox(Routes({"sms": sms_sender(settings())}))
    while outbox.send_one():
        pass
    thread = door.get(f"/simulator/sms/{PHONE}").json()
    mine, answer = thread["messages"]
    assert (mine["text"], thread["owner"], thread["waiting"]) == ("기초연금", "bot", 0)
    assert answer["kind"] == "LMS"
    assert answer["text"].startswith("가" * 50)
    assert answer["bytes"] == len(answer["text"].encode("cp949"))


def test_picture_can_be_sent(door: TestClient) -> None:
    door.post("/simulator/sms", json={"phone": PHONE, "photo": True})
    assert door.get(f"/simulator/sms/{PHONE}").json()["messages"][0]["photos"] == 1


@pytest.mark.parametrize("phone", ["+821012345678", "01000000001", "+8210000000011"])
def test_only_numbers_that_nobody_has_are_simulated(phone: str, door: TestClient) -> None:
    assert door.post("/simulator/sms", json={"phone": phone, "text": "기초연금"}).status_code == 422


def test_kakao_phone_calls_the_real_skill_and_shows_broken_rules(
    door: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handoff.channels.kakao_skill._ANSWERED_WITHIN", 0.1)
    answer = door.post("/simulator/kakao", json={"user": "simulator-1", "utterance": "기초연금"}).json()
    assert answer["problems"] == []
    assert answer["body"]["template"]["outputs"]
    monkeypatch.setattr("handoff.channels.kakao_skill.skill_answer", lambda *_, **__: {"version": "1"})
    answer = door.post("/simulator/kakao", json={"user": "simulator-1", "utterance": "그럼 서류는"}).json()
    assert answer["problems"] == ['version: must be "2.0"', "template: missing"]


def test_kakao_phone_knows_what_waits(door: TestClient) -> None:
    assert door.get("/simulator/kakao/simulator-1").json() == {"owner": "bot", "waiting": 0}


def test_page_needs_nobody_elses_server_and_runs_nothing_inline(door: TestClient) -> None:
    page = door.get("/simulator")
    assert page.status_code == 200
    assert not re.search(r"\son\w+=|<style|style=|<script>|https?://", page.text)
    for name in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text):
        assert door.get(name).status_code == 200
        content = (Path("handoff") / name.lstrip("/")).read_text(encoding="utf-8")
        assert not re.search(r"https?://(?!www.w3.org/2000/svg)|innerHTML|insertAdjacentHTML|eval\(", content)


def test_there_is_no_simulator_in_production(channels: pytest.MonkeyPatch) -> None:
    channels.setenv("BOKJI_ENV", "production")
    settings.cache_clear()
    with TestClient(create_app(["door"])) as door:
        for address in ("/simulator", "/simulator/sms/+821000000001", "/simulator/kakao/simulator-1"):
            assert door.get(address).status_code == 404
        assert door.post("/simulator/sms", json={"phone": PHONE, "text": "기초연금"}).status_code == 404
