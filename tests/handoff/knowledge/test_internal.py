import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from bot.knowledge.snapshot import default_folder
from handoff.app import create_app
from handoff.knowledge.publish import publish
from handoff.settings import settings

SECRET = {"X-Bokji-Secret": "between-us"}


@pytest.fixture
def client(database: None, service: pytest.MonkeyPatch) -> Iterator[TestClient]:
    service.setenv("BOKJI_INTERNAL_SECRET", SECRET["X-Bokji-Secret"])
    settings.cache_clear()
    yield TestClient(create_app(roles=("door",)))


def test_snapshot_in_force_is_found_and_fetched(client: TestClient) -> None:
    version = publish()
    current = client.get("/internal/knowledge/current", headers=SECRET)
    assert json.loads(current.content)["version"] == version
    fetched = client.get(f"/internal/knowledge/{version}", headers=SECRET)
    assert fetched.content == (default_folder() / f"{version}.sqlite").read_bytes()


@pytest.mark.parametrize("headers", [{}, {"X-Bokji-Secret": "guessed"}, {"X-Bokji-Secret": "한글".encode()}])
def test_nobody_else_is_answered(client: TestClient, headers: dict[str, str]) -> None:
    version = publish()
    assert client.get(f"/internal/knowledge/{version}", headers=headers).status_code == 403


def test_without_a_secret_of_our_own_nobody_is_answered(client: TestClient, service: pytest.MonkeyPatch) -> None:
    service.delenv("BOKJI_INTERNAL_SECRET")
    settings.cache_clear()
    assert client.get("/internal/knowledge/current", headers={"X-Bokji-Secret": ""}).status_code == 403


@pytest.mark.parametrize("version", ["current", "0123456789ab", "..%2F..%2Fbokji.db", ".lock", "0123456789AB"])
def test_what_is_no_snapshot_is_not_found(client: TestClient, version: str) -> None:
    assert client.get(f"/internal/knowledge/{version}", headers=SECRET).status_code == 404
