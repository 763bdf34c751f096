"""`bokji kb export hsds` as an operator meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handoff.cli.export import app
from tests.knowledge import load_from_the_real

KINDS = ["organizations", "services", "service_at_locations", "taxonomies", "taxonomy_terms"]


@pytest.fixture(autouse=True)
def _service(service: pytest.MonkeyPatch) -> None:
    """The settings of the tests: the office is dongjak."""
    load_from_the_real(service)


def test_it_is_written_into_a_file_with_a_line_that_counts(tmp_path: Path) -> None:
    path = tmp_path / "hsds.json"
    result = CliRunner().invoke(app, ["hsds", "--into", str(path), "--office", "jinju"])
    assert result.exit_code == 0 and " organizations, " in result.output
    written = json.loads(path.read_text(encoding="utf-8"))
    assert list(written) == KINDS and written["organizations"][0]["name"] == "진주시청"


def test_without_a_file_it_is_shown_for_the_services_own_office() -> None:
    result = CliRunner().invoke(app, ["hsds"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["organizations"][0]["name"] == "동작구청"


def test_an_office_that_there_is_not_is_refused() -> None:
    result = CliRunner().invoke(app, ["hsds", "--office", "busan"])
    assert result.exit_code == 2 and "no such office" in result.output
