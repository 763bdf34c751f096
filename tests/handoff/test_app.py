"""Tests of handoff/app.py and web.py: what operators look at, and what surrounds every answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from handoff import db
from handoff.app import create_app
from handoff.settings import SettingsError, settings
from tests import factories


@pytest.fixture
def door(database: None) -> Iterator[TestClient]:
    with TestClient(create_app(["door"]), raise_server_exceptions=False) as client:
        yield client


def test_running_is_not_ready_until_the_bot_has_answered_once(door: TestClient) -> None:
    readiness = door.app.state.readiness  # type: ignore[attr-defined]
    assert door.get("/healthz").status_code == 200
    assert (door.get("/readyz").status_code, door.get("/readyz").json()) == (503, {"bot": "down"})
    readiness._note(True)
    assert (door.get("/readyz").status_code, door.get("/readyz").json()) == (200, {"bot": "up"})
    readiness._note(False)
    assert (door.get("/readyz").status_code, door.get("/readyz").json()) == (200, {"bot": "down"})


def test_metrics_count_cases_and_messages_and_name_nobody(door: TestClient) -> None:
    factories.create_case()
    text = door.get("/metrics").text
    assert 'bokji_open_cases{crisis="no"} 1.0' in text
    assert "bokji_bot_up 0.0" in text
    assert "8210" not in text


def test_metrics_survive_a_database_that_is_away(door: TestClient, service: pytest.MonkeyPatch) -> None:
    service.setenv("BOKJI_DATABASE_URL", "postgresql+psycopg://postgres@127.0.0.1:1/none")
    settings.cache_clear()
    db.forget_engine()
    answer = door.get("/metrics")
    assert (answer.status_code, "bokji_database_up 0.0" in answer.text) == (200, True)


@pytest.mark.parametrize("address", ["/healthz", "/simulator", "/nowhere", "/static/simulator.css"])
def test_every_answer_has_careful_headers(address: str, door: TestClient) -> None:
    headers = door.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_fault_tells_nothing_and_logs_no_words(
    door: TestClient, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ValueError("비밀")

    monkeypatch.setattr("handoff.app.gauges.measure", fail)
    answer = door.get("/metrics?phone=01012345678")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "비밀" not in answer.text


def test_known_errors_are_json_with_their_code(door: TestClient) -> None:
    answer = door.post("/channels/twilio/sms", content="Body=x")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_genuine")


def test_there_are_no_pages_from_other_servers(door: TestClient) -> None:
    assert {door.get(address).status_code for address in ("/docs", "/redoc")} == {404}


def test_production_does_not_start_over_plain_http(service: pytest.MonkeyPatch) -> None:
    service.setenv("BOKJI_ENV", "production")
    settings.cache_clear()
    with pytest.raises(SettingsError, match="https"):
        create_app()
