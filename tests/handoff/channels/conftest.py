"""A Twilio account, Kakao's secret, and a browser for the front door without workers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from handoff.app import create_app, warm_up
from handoff.settings import settings
from tests.standins.twilio import ACCOUNT, NUMBER, TOKEN, TwilioStandin

PUBLIC_URL = "https://welfare.example.kr"
KAKAO_SECRET = "kakao-secret-of-the-tests"


@pytest.fixture
def channels(database: None, service: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Settings of a front door that has both channels."""
    for name, value in {
        "PUBLIC_URL": PUBLIC_URL,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_NUMBER": NUMBER,
        "KAKAO_SECRET": KAKAO_SECRET,
        "KAKAO_BOT_ID": "665f00000000000000000001",
    }.items():
        service.setenv(f"BOKJI_{name}", value)
    settings.cache_clear()
    warm_up()
    return service


@pytest.fixture
def door(channels: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The front door over HTTP; an exception in it would fail the test, as it would be a 5xx."""
    with TestClient(create_app(["door"])) as client:
        yield client


@pytest.fixture
def twilio(channels: pytest.MonkeyPatch) -> Iterator[TwilioStandin]:
    """Twilio's REST API, where the settings point to."""
    with TwilioStandin() as standin:
        channels.setenv("BOKJI_TWILIO_API_BASE", standin.base)
        settings.cache_clear()
        yield standin
