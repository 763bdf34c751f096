"""`bokji kb` lists and finds our own programs and the imported ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.kb import app
from bot.knowledge.snapshot import write_snapshot
from tests.bot.knowledge.imported import DONGJAK, create_imported
from tests.knowledge import load_from_the_real

pytestmark = pytest.mark.slow  # each command loads the whole knowledge base


@pytest.fixture(autouse=True)
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_from_the_real(monkeypatch)  # before its place is changed: what is read is for all tests
    monkeypatch.setattr("bot.paths.VAR", tmp_path)
    taxi = create_imported("WLF00009001", "달구지택시 이용료 지원", region=DONGJAK, themes=("생활지원",))
    write_snapshot(tmp_path / "knowledge", [taxi], ())


def kb(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_both_tiers_are_listed_in_one_shape() -> None:
    rows = json.loads(kb("list", "--json").stdout)
    shapes = {frozenset(row) for row in rows}
    assert len(shapes) == 1 and rows[-1] == {
        "id": "bokjiro-local:WLF00009001", "name": "달구지택시 이용료 지원", "aliases": [], "servId": "WLF00009001",
        "region": "서울특별시 동작구", "as_of": "2026-06-12", "categories": ["생활지원"],
    }  # fmt: skip


def test_search_finds_either_tier_at_the_office_that_has_it() -> None:
    assert "달구지택시" in kb("search", "달구지택시 이용료", "--office", "dongjak").stdout
    assert "달구지택시" not in kb("search", "달구지택시 이용료", "--office", "jinju").stdout
    assert "기초연금" in kb("search", "기초연금 얼마").stdout


def test_search_can_be_narrowed() -> None:
    narrowed = kb("search", "달구지택시 기초연금", "--office", "dongjak", "--source", "bokjiro-local")
    assert "달구지택시" in narrowed.stdout and "기초연금" not in narrowed.stdout
    assert kb("search", "달구지택시", "--office", "dongjak", "--source", "gov24").exit_code == 1


def test_an_unknown_office_is_refused() -> None:
    assert kb("search", "택시", "--office", "busan").exit_code == 2
